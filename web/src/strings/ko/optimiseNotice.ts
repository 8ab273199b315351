/** What Optimise tells of by itself, and what is wrong with settings. */

import { LIMITS, type SettingsProblem } from '../../protocol/optimise';
import type { NotKept, OptimiseNotice } from '../../studio/optimise/state';
import { formats } from '../formats';
import type { KnobName } from '../knobs';
import { knobs, missing } from './knobs';
import { notice } from './notice';

const { significant } = formats('ko');

export function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${significant(bytes / 1e6)}MB` : `${significant(bytes / 1e9)}GB`;
}

function range({ least, most }: { readonly least: number; readonly most: number }): string {
  return `${String(least)}부터 ${String(most)}까지의`;
}

function knobName(setting: string): string {
  if (setting === 'styleWeights') return '스타일 섞기';
  return setting in knobs ? knobs[setting as KnobName].label : setting;
}

export function settingsProblem({ code, setting }: SettingsProblem): string {
  switch (code) {
    case 'not-json':
    case 'not-settings':
      return '이 파일에는 최적화 설정이 없어요. 여기서 저장한 파일을 골라 주세요.';
    case 'too-new':
      return '더 새로운 Easel에서 저장한 설정이에요. 페이지를 새로 고쳐 주세요.';
    case 'unknown-setting':
      return `이 파일에는 Easel이 모르는 설정 “${setting}”이(가) 있어요. 바뀐 것은 없어요.`;
    case 'wrong-value':
      return setting in knobs
        ? `“${knobName(setting)}” 값을 쓸 수 없어요. ${knobs[setting as KnobName].help}`
        : `“${knobName(setting)}” 값을 쓸 수 없어요.`;
    case 'no-style-layer':
      return '스타일 레이어를 하나 이상 고르거나, 스타일 가중치를 0으로 해 주세요.';
    case 'no-content-layer':
      return '사진 레이어를 하나 이상 고르거나, 사진 가중치를 0으로 해 주세요.';
    case 'no-weight':
      return '사진, 스타일, 매끄러움의 가중치가 모두 0이라 할 일이 없어요. 하나를 올려 주세요.';
    case 'steps':
      return `스텝은 ${range(LIMITS.steps)} 정수여야 해요.`;
    case 'size':
      return `크기는 ${range(LIMITS.size)} 정수(픽셀)여야 해요.`;
    case 'stages':
      return '첫 단계가 너무 작아져요. 단계를 줄이거나 크기를 키워 주세요.';
    case 'style-count':
      return '가중치와 스타일의 개수가 맞지 않아요. 스타일을 다시 골라 주세요.';
    case 'encoder-layer':
      return `지금 고른 인코더에는 없는 레이어가 “${knobName(setting)}”에 있어요. 다른 레이어나 인코더를 골라 주세요.`;
  }
}

const notKept: Readonly<Record<NotKept, string>> = {
  full: '브라우저에 이 작업을 보관할 공간이 없어요. 계속 진행되지만 새로 고치면 사라져요.',
  refused: '이 브라우저는 이 페이지의 것을 보관하지 않아요. 계속 진행되지만 새로 고치면 사라져요.',
  replaced: '다른 곳에 열린 Easel에서 다른 작업을 보관하고 있어요. 이 작업은 계속 진행되지만 새로 고치면 사라져요.',
};

export function optimiseNotice(told: OptimiseNotice): string {
  switch (told.kind) {
    case 'failure':
      return notice({ kind: 'failure', code: told.code, about: 'painting', id: told.id });
    case 'fallback':
      return notice({ kind: 'fallback', from: told.from, id: told.id });
    case 'problem':
      return settingsProblem(told.problem);
    case 'missing':
      return missing[told.encoder];
    case 'memory': {
      const needs = `메모리가 약 ${gigabytes(told.bytes)} 필요한데 ${gigabytes(told.limit)}까지 쓸 수 있어요.`;
      return told.possible === null
        ? `${needs} 다른 페이지를 닫거나 증류 인코더를 써 주세요.`
        : `${needs} ${String(told.possible)} px까지는 할 수 있어요.`;
    }
    case 'storage':
      return notKept[told.reason];
    case 'restored':
      return told.styles > 1
        ? `설정을 되살렸어요. 스타일 ${String(told.styles)}개에 맞춘 설정이니 스타일도 골라 주세요.`
        : '설정을 되살렸어요.';
    case 'painting':
      return 'Easel에서 만든 그림이에요. 여기서는 사진으로 열었어요. 그림의 설정을 되살리려면 사진 모드에 끌어다 놓아 주세요.';
    case 'no-file':
      return notice({ kind: 'no-file', id: told.id });
  }
}
