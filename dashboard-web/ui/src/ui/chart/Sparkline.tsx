/** A line without axes, for tables and tiles: shape only; its number stands beside it. */
import { sparkPath } from './sparkPath';

interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly color: string;
  readonly label: string;
}

const WIDTH = 120;
const HEIGHT = 32;

export function Spark({ values, color, label }: SparklineProps) {
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path
        d={sparkPath(values, WIDTH, HEIGHT)}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
