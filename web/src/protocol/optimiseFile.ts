/** Settings of the optimisation studio as the text of a file. */

import { isCount, isRecord } from './guards';
import { settingsProblem, type ProblemCode, type SettingsProblem } from './optimiseProblems';
import { DEFAULT_SETTINGS, SETTINGS_FORMAT, SETTINGS_VERSION, type OptimiseSettings } from './optimiseSettings';

export type SettingsReading =
  | { readonly settings: OptimiseSettings; readonly problem: null }
  | { readonly settings: null; readonly problem: SettingsProblem };

/** The settings of a settings file. */
export function parseSettings(text: string): SettingsReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong('not-json');
  }
  return readSettings(value);
}

/** The text of a settings file. */
export function formatSettings(settings: OptimiseSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** Settings out of a parsed file: what it leaves out is as in {@link DEFAULT_SETTINGS}. */
export function readSettings(value: unknown): SettingsReading {
  if (!isRecord(value) || value['format'] !== SETTINGS_FORMAT || !isCount(value['version'])) {
    return wrong('not-settings');
  }
  if (value['version'] > SETTINGS_VERSION) return wrong('too-new');
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(DEFAULT_SETTINGS, name));
  if (unknown !== undefined) return wrong('unknown-setting', unknown);
  const settings = { ...DEFAULT_SETTINGS, ...value };
  const problem = settingsProblem(settings);
  return problem ? { settings: null, problem } : { settings, problem: null };
}

function wrong(code: ProblemCode, setting = ''): SettingsReading {
  return { settings: null, problem: { code, setting } };
}

export function isOptimiseSettings(value: unknown): value is OptimiseSettings {
  return (
    isRecord(value) &&
    Object.keys(DEFAULT_SETTINGS).every((name) => name in value) &&
    readSettings(value).problem === null
  );
}
