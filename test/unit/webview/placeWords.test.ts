import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWords, type Labelled } from '../../../webview/charts/placeWords.ts';

const bounds = { left: 0, right: 500, top: 0, bottom: 300 };
const fontSize = 12;

/** The ends of placed words from left to right. */
function extent({ textWidth }: Labelled, x: number, anchor: 'start' | 'end'): [number, number] {
  return anchor === 'end' ? [x - textWidth, x] : [x, x + textWidth];
}

describe('words beside places', () => {
  it('stand to the left and above where there is room, else on another side', () => {
    const place = (x: number, y: number): unknown =>
      placeWords([{ x, y, textWidth: 80 }], bounds, fontSize)[0];
    expect(place(250, 150)).toMatchObject({ anchor: 'end', x: 241 });
    expect(place(20, 150)).toMatchObject({ anchor: 'start', x: 29 });
    expect(place(250, 4)).toMatchObject({ anchor: 'start', y: 22 });
  });

  it('give way to each other', () => {
    const near = [
      { x: 250, y: 150, textWidth: 80 },
      { x: 262, y: 146, textWidth: 80 },
    ];
    const [first, second] = placeWords(near, bounds, fontSize);
    expect(first?.anchor).toBe('end');
    expect(second?.anchor).toBe('start');
  });

  it('stay inside whenever they can', () => {
    const anyPlace = fc.record({
      x: fc.double({ min: 100, max: 400, noNaN: true }),
      y: fc.double({ min: 30, max: 270, noNaN: true }),
      textWidth: fc.double({ min: 0, max: 80, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 6 }), (places) => {
        const placed = placeWords(places, bounds, fontSize);
        expect(placed).toHaveLength(places.length);
        placed.forEach(({ x, y, anchor }, index) => {
          const [left, right] = extent(places[index] ?? { x, y, textWidth: 0 }, x, anchor);
          expect(left).toBeGreaterThanOrEqual(bounds.left);
          expect(right).toBeLessThanOrEqual(bounds.right);
          expect(y).toBeGreaterThanOrEqual(bounds.top);
          expect(y).toBeLessThanOrEqual(bounds.bottom);
        });
      }),
    );
  });
});
