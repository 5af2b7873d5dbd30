const names = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/** `Nov 2026`, `Dec 2026`, `Jan 2027`, …: `count` months from the one of `day` (`YYYY-MM-DD`). */
export function monthNames(day: string, count: number): readonly string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, offset) => {
    const index = month - 1 + offset;
    return `${names[index % 12] ?? ''} ${year + Math.floor(index / 12)}`;
  });
}
