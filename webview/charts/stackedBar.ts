const namespace = 'http://www.w3.org/2000/svg';

export interface Segment {
  /** Also its class: the style sheet gives it colour and, in high contrast, a pattern of its own. */
  readonly id: string;
  /** 0–1 of the whole bar. */
  readonly share: number;
  readonly title: string;
  readonly faded?: boolean;
  readonly select?: () => void;
}

/** Units of the bar's own coordinates; the browser stretches them to the width there is. */
const width = 1000;
const gap = 3;

/**
 * Parts of a whole in one bar. A picture only: whoever cannot see or point reads and uses the list that stands below
 * it.
 */
export function stackedBar(title: string, segments: readonly Segment[]): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', 'stacked-bar');
  svg.setAttribute('viewBox', `0 0 ${width} 10`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', [title, ...segments.map((segment) => segment.title)].join('. '));
  let left = 0;
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const drawn = Math.max(0, segment.share * width - (isLast ? 0 : gap));
    svg.append(rectangle(segment, left, drawn));
    left += segment.share * width;
  }
  return svg;
}

function rectangle(segment: Segment, left: number, drawn: number): SVGRectElement {
  const rect = document.createElementNS(namespace, 'rect');
  rect.setAttribute('class', `segment ${segment.id}${segment.faded === true ? ' faded' : ''}`);
  rect.setAttribute('x', left.toFixed(2));
  rect.setAttribute('width', drawn.toFixed(2));
  rect.setAttribute('height', '10');
  const title = document.createElementNS(namespace, 'title');
  title.textContent = segment.title;
  rect.append(title);
  if (segment.select !== undefined) {
    rect.classList.add('selectable');
    rect.addEventListener('click', segment.select);
  }
  return rect;
}
