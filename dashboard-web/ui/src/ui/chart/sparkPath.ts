/** An SVG path from zero at the bottom to the greatest value at the top. Missing values break it. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const across = values.length > 1 ? width / (values.length - 1) : width;
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const x = round(index * across);
    const y = round(height - 1 - (most === 0 ? 0 : Math.max(0, value) / most) * (height - 2));
    path += `${drawing ? 'L' : 'M'}${x} ${y}`;
    drawing = true;
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
