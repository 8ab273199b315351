import { useId } from 'react';
import type { Explained } from '../../strings/knobs';
import { optimiseStrings } from '../../strings/optimise';
import { TAPS, type LayerWeights, type TapName } from '../../protocol/optimise';
import './LayerKnobs.css';
import { NumberField } from './NumberField';

interface Props {
  readonly words: Explained;
  /** Layers to choose from, from fine to coarse. */
  readonly taps: readonly TapName[];
  readonly layers: LayerWeights;
  readonly problem: string | null;
  readonly onChange: (layers: LayerWeights) => void;
}

/** The layers that an encoder has, from fine to coarse; none while that is not known. */
export function offeredTaps(taps: readonly string[] | null): readonly TapName[] {
  return taps ? (TAPS as readonly TapName[]).filter((tap) => taps.includes(tap)) : [];
}

/** Which layers count, and how much. */
export function LayerKnobs({ words, taps, layers, problem, onChange }: Props) {
  const id = useId();

  function change(tap: TapName, weight: number | null): void {
    const rest = Object.entries(layers).filter(([name]) => name !== tap);
    const all = new Map<string, number>(weight === null ? rest : [...rest, [tap, weight]]);
    // In the order of the network, whatever was chosen first.
    const ordered = [...taps, ...all.keys()].flatMap((name) => {
      const kept = all.get(name);
      return kept === undefined ? [] : [[name, kept] as const];
    });
    onChange(Object.fromEntries(ordered));
  }

  const missing = Object.keys(layers).filter((name) => !(taps as readonly string[]).includes(name)) as TapName[];
  return (
    <fieldset className="layers" aria-describedby={`${id}-help`}>
      <legend>{words.label}</legend>
      <p id={`${id}-help`} className={`knob-help${problem === null ? '' : ' knob-problem'}`}>
        {problem ?? words.help}
      </p>
      <ul>
        {[...taps, ...missing].map((tap) => {
          const weight = layers[tap];
          return (
            <li key={tap}>
              <label title={missing.includes(tap) ? optimiseStrings.lacks : undefined}>
                <input
                  type="checkbox"
                  checked={weight !== undefined}
                  onChange={(event) => {
                    change(tap, event.currentTarget.checked ? 1 : null);
                  }}
                />
                {optimiseStrings.layer(tap)}
              </label>
              {weight !== undefined && (
                <NumberField
                  label={optimiseStrings.layerWeight(tap, words.label)}
                  value={weight}
                  isWrong={(typed) => problem !== null && !(typed > 0)}
                  describedBy={`${id}-help`}
                  onChange={(typed) => {
                    change(tap, typed);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
