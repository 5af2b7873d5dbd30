import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed } from '../../support/deploymentText.ts';
import { demandText, envoyText, litellmText, portkeyText } from '../../support/gatewayTexts.ts';

const naive = litellmText('openai/gpt-4o');
const routable = demandText(['routableShare: 0.75']);

/** What the month of a gateway falls by when its preferred fix is applied. */
function savedBy(text: string, demand: string): { shown: number | null; real: number } {
  const finding = findingOf(text, 'route', demand);
  const month = (of: string): number => analysisOf(of, demand).totals.monthly.expected;
  return {
    shown: finding?.fixes[0]?.monthlySaving ?? null,
    real: month(text) - month(fixed(text, finding)),
  };
}

describe('route', () => {
  it('adds the next smaller model of the provider with the share that was stated', () => {
    const after = fixed(naive, findingOf(naive, 'route', routable));
    expect(after).toContain('model: openai/gpt-4o\n');
    expect(after).toContain('model: openai/gpt-4o-mini\n');
    expect(after.match(/model_name: assistant/g)).toHaveLength(2);
    expect(after.match(/api_key: os.environ\/OPENAI_API_KEY/g)).toHaveLength(2);
    expect(after).toContain('# what the teams ask for');
    expect(after).toMatch(/weight: 25[\s\S]*weight: 75/);
  });

  it('shows what the whole bill falls by, the new model counted: share × price of both', () => {
    const { shown, real } = savedBy(naive, routable);
    const price = (input: number, output: number): number => (1400 * input + 610 * output) / 1e6;
    const difference = price(2.5, 10) - price(0.15, 0.6);
    expect(shown).toBeCloseTo(real, 6);
    expect(shown).toBeCloseTo(1_560_000 * 0.75 * difference, 0);
  });

  it('does not propose itself again', () => {
    const after = fixed(naive, findingOf(naive, 'route', routable));
    expect(findingOf(after, 'route', routable)).toBeUndefined();
  });

  it('says that the answers of another model have to be evaluated, and that weights choose at random', () => {
    const finding = findingOf(naive, 'route', routable);
    expect(finding?.consequence?.risk).toBe('high');
    expect(finding?.tradeOffs.join(' ')).toMatch(/evaluate.*random/s);
    expect(finding?.fixes[0]?.safe).toBe(false);
    expect(finding?.fixes[0]?.needs).toMatch(/Evaluate gpt-4o-mini/);
    expect(finding?.level).toBe('information');
  });

  it('asks for the share, with what each tenth of the traffic saves, where nobody states it', () => {
    const finding = findingOf(naive, 'route', demandText());
    expect(finding?.fixes).toEqual([]);
    expect(finding?.message).toMatch(/Every 10% .* about \$1,410 a month/);
  });

  it('is silent without traffic, and where a cheaper model already has that share', () => {
    expect(findingOf(naive, 'route')).toBeUndefined();
    const split = litellmText(
      'openai/gpt-4o\n      weight: 1',
      '  - model_name: assistant\n    litellm_params: { model: openai/gpt-4o-mini, weight: 3 }\n',
    );
    expect(findingOf(split, 'route', routable)).toBeUndefined();
  });

  it('turns up the weight of a cheaper model that answers the same name', () => {
    const split = litellmText(
      'openai/gpt-4o\n      weight: 4',
      '  - model_name: assistant\n    litellm_params: { model: openai/gpt-4o-mini, weight: 1 }\n',
    );
    const after = fixed(split, findingOf(split, 'route', routable));
    expect(after).toMatch(/weight: 25[\s\S]*weight: 75/);
    expect(after.match(/gpt-4o-mini/g)).toHaveLength(1);
    expect(savedBy(split, routable).shown).toBeCloseTo(savedBy(split, routable).real, 6);
  });

  it('sends most to the cheaper provider of the same model, whose answers are the same', () => {
    const two = litellmText(
      'together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo',
      '  - model_name: assistant\n    litellm_params:\n      model: groq/llama-3.3-70b-versatile\n',
    );
    const finding = findingOf(two, 'route', demandText());
    expect(finding?.consequence?.risk).toBe('low');
    expect(finding?.message).toMatch(/groq offers the same model for less/);
    expect(fixed(two, finding)).toMatch(/weight: 10[\s\S]*weight: 90/);
  });

  it('holds back where the router does not go by weights', () => {
    const byLatency = `${naive}router_settings:\n  routing_strategy: latency-based-routing\n`;
    const [deployment] = analysisOf(byLatency, routable).deployments;
    expect(deployment?.heldBack).toContainEqual({
      code: 'route',
      reason: 'the router picks by latency-based-routing, which pays no attention to weights',
    });
  });

  it('splits a rule of Envoy AI Gateway among names at the same service', () => {
    const after = fixed(envoyText, findingOf(envoyText, 'route', routable));
    expect(after).toMatch(
      /- name: openai # the account of the team\n +weight: 25\n +- name: openai\n +modelNameOverride: gpt-4.1-mini\n +weight: 75/,
    );
    const { shown, real } = savedBy(envoyText, routable);
    expect(shown).toBeGreaterThan(1000);
    expect(shown).toBeCloseTo(real, 6);
  });

  it('adds a target to a load balancing strategy of Portkey, in JSON', () => {
    const after = fixed(portkeyText, findingOf(portkeyText, 'route', routable));
    const config = JSON.parse(after) as { targets: { weight: number; override_params: unknown }[] };
    expect(config.targets.map(({ weight }) => weight)).toEqual([0.25, 0.75]);
    expect(config.targets[1]?.override_params).toEqual({ model: 'gpt-4.1-mini' });
  });

  it('knows nothing smaller of most models', () => {
    const small = litellmText('openai/gpt-4o-mini');
    expect(findingOf(small, 'route', routable)).toBeUndefined();
  });
});
