import { useMemo } from 'react';
import { optimiseStrings } from '../../strings/optimise';
import type { LossHistory } from '../../studio/optimise/lossHistory';
import { chartOf, partsOf } from './chart';
import './LossChart.css';

/** The losses so far as lines on a logarithmic scale, and as a table for whoever reads rather than looks. */
export function LossChart({ history }: { readonly history: LossHistory }) {
  const { points, last } = history;
  const [first] = points;
  const chart = useMemo(() => chartOf(points), [points]);
  const parts = last ? partsOf(last) : [];
  return (
    <section className="loss" aria-label={optimiseStrings.chart}>
      <h2>{optimiseStrings.chart}</h2>
      <div className="loss-plot">
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={first && last ? optimiseStrings.chartSummary(last.step, first.total, last.total) : ''}
        >
          {chart.decades.map(({ y }) => (
            <line key={y} className="loss-decade" x1="0" x2="100" y1={y} y2={y} />
          ))}
          {chart.borders.map((x) => (
            <line key={x} className="loss-border" x1={x} x2={x} y1="0" y2="100" />
          ))}
          {chart.lines.map(({ key, path, look }) => (
            <path key={key} className={`loss-line ${look}`} d={path} />
          ))}
        </svg>
        <div className="loss-scale" aria-hidden="true">
          {chart.decades.map(({ y, label }) => (
            <span key={y} style={{ insetBlockStart: `${String(y)}%` }}>
              {label}
            </span>
          ))}
        </div>
      </div>
      {first && last && (
        <table className="loss-table">
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{optimiseStrings.part}</th>
              <th scope="col">{optimiseStrings.atFirst}</th>
              <th scope="col">{optimiseStrings.now}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ key, name, look, of }) => (
              <tr key={key}>
                <th scope="row">
                  <svg className="loss-key" viewBox="0 0 20 10" aria-hidden="true">
                    <path className={`loss-line ${look}`} d="M1 5H19" />
                  </svg>
                  {name}
                </th>
                <td>{optimiseStrings.loss(of(first))}</td>
                <td>{optimiseStrings.loss(of(last))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="knob-help">{optimiseStrings.chartHelp}</p>
    </section>
  );
}
