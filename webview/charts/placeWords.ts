/** A place in a picture with words that belong to it. Pixels. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly textWidth: number;
}

export interface PlacedWords {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels between a place and its words, and half of a ring around it. */
const gap = 9;
const ring = 7;

/**
 * Words beside places so that none covers another, or the ring of another place: left and above first, where a rising
 * line leaves room, then right and below, and the other two. Where there is no room anywhere, inside `bounds` at least.
 */
export function placeWords(
  labels: readonly Labelled[],
  bounds: Box,
  fontSize: number,
): readonly PlacedWords[] {
  const taken: Box[] = [];
  return labels.map((label, index) => {
    const rings = labels.filter((_, other) => other !== index).map(ringAround);
    const options = sides(label, fontSize);
    const inside = options.filter(({ box }) => contains(bounds, box));
    const isFree = ({ box }: Option): boolean =>
      ![...taken, ...rings].some((other) => overlap(box, other));
    const best = inside.find(isFree) ?? inside[0] ?? options[0];
    if (best === undefined) return { x: label.x, y: label.y, anchor: 'start' };
    if (label.textWidth > 0) taken.push(best.box);
    return best.words;
  });
}

/** Baselines, in lines from the place. */
const above = -0.7;
const below = 1.5;
const farAbove = -2;

interface Option {
  readonly words: PlacedWords;
  readonly box: Box;
}

function sides({ x, y, textWidth }: Labelled, fontSize: number): readonly Option[] {
  const at = (isLeft: boolean, lines: number): Option => {
    const baseline = y + fontSize * lines;
    const start = isLeft ? x - gap - textWidth : x + gap;
    return {
      words: { x: isLeft ? x - gap : x + gap, y: baseline, anchor: isLeft ? 'end' : 'start' },
      box: {
        left: start,
        right: start + textWidth,
        top: baseline - fontSize,
        bottom: baseline + fontSize * 0.3,
      },
    };
  };
  return [
    at(true, above),
    at(false, below),
    at(true, below),
    at(false, above),
    at(true, farAbove),
    at(false, farAbove),
  ];
}

function ringAround({ x, y }: Labelled): Box {
  return { left: x - ring, right: x + ring, top: y - ring, bottom: y + ring };
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
