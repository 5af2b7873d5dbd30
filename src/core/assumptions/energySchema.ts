import * as z from 'zod';

/** What electricity is worth where the deployments run. */
export const energySchema = z
  .strictObject({
    gramsPerKWh: z
      .number()
      .min(0)
      .optional()
      .describe('Carbon intensity of the grid, g CO2e per kWh. Without it no carbon is shown.'),
    powerUsageEffectiveness: z
      .number()
      .min(1)
      .max(3)
      .optional()
      .describe('Electricity of the data centre over that of its servers (PUE). Default by cloud.'),
  })
  .describe('Electricity and carbon of the deployments.');
