import { listedPrices } from '../listedPrice.ts';
import type { InstancesFile } from '../schema.ts';
import type { InstanceRow } from './instanceRow.ts';

/** The rows that a compact file was made of: compacting them again gives the same file. */
export function instanceRowsOf(file: InstancesFile): readonly InstanceRow[] {
  return Object.entries(file.providers).flatMap(([cloud, prices]) => {
    const listed = listedPrices(prices, file);
    return prices.types.flatMap((entry) => {
      const [type, vcpus, memoryGiB, acceleratorId, accelerator, accelerators] = entry;
      return prices.regions.flatMap((region, at): InstanceRow[] => {
        const price = listed(entry, at);
        if (price === null) return [];
        const { onDemand, spot, source, asOf, spotSource } = price;
        return [
          {
            cloud,
            region,
            type,
            vcpus,
            memoryGiB,
            accelerator,
            accelerators,
            acceleratorMemoryGiB: null,
            acceleratorId,
            onDemand,
            spot,
            source,
            asOf,
            ...(spotSource === undefined ? {} : { spotSource }),
          },
        ];
      });
    });
  });
}
