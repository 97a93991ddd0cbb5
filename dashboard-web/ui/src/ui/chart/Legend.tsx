import { quantity } from '../../lib/format';
import type { ChartModel } from './model';
import { seriesVariable } from './palette';
import { lastValue } from './words';

interface LegendProps {
  readonly model: ChartModel;
  /** The point under the crosshair; the latest value is shown otherwise. */
  readonly point: number | null;
}

export function Legend({ model, point }: LegendProps) {
  const at = (values: readonly (number | null)[]): string =>
    quantity(point === null ? lastValue(values) : (values[point] ?? null), model.unit);
  return (
    <ul className="legend">
      {model.lines.map((line, index) => (
        <li key={`${line.name} ${index}`}>
          <i className="legend-line" style={{ background: seriesVariable(line.color) }} />
          <span className="legend-name">{line.name}</span>
          <b>{at(line.values)}</b>
        </li>
      ))}
      {model.band === null ? null : (
        <li>
          <i className="legend-band" />
          <span className="legend-name">{model.band.name}, median</span>
          <b>{at(model.band.median)}</b>
        </li>
      )}
      {model.threshold === null ? null : (
        <li>
          <i className="legend-threshold" />
          <span className="legend-name">threshold</span>
          <b>{quantity(model.threshold, model.unit)}</b>
        </li>
      )}
    </ul>
  );
}
