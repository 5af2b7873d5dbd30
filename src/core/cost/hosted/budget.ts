import { daysPerMonth } from '../../assumptions/rate.ts';
import type { GatewayRoute } from '../../model/deployment.ts';
import type { CostComponent, NamedInput } from '../../model/estimate.ts';
import { scale } from '../components/context.ts';
import { total } from '../total.ts';

/** The lines as far as the gateway's budget for a month allows: beyond it, it refuses requests. */
export function withinBudget(
  lines: readonly CostComponent[],
  route: GatewayRoute | undefined,
): readonly CostComponent[] {
  const budget = route?.budget ?? null;
  const spent = total(lines)?.expected ?? 0;
  if (budget === null || spent <= 0) return lines;
  const allowed = (budget.usd.value * daysPerMonth) / budget.days;
  if (spent <= allowed) return lines;
  const factor = allowed / spent;
  const input: NamedInput = {
    name: 'budget',
    value: allowed,
    unit: 'USD/month',
    origin: budget.usd.origin,
  };
  return lines.map((line) => ({
    ...line,
    quantity: line.quantity === null ? null : line.quantity * factor,
    monthly: line.monthly === null ? null : scale(line.monthly, factor),
    formula: `${line.formula}, as far as the budget of the gateway allows`,
    inputs: [...line.inputs, input],
  }));
}
