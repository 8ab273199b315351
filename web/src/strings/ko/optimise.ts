/** The words of Optimise, which are fetched with it. */

import { clock, formats } from '../formats';
import type { OptimiseStrings } from '../optimise';
import { choices, knobs, presets } from './knobs';
import { gigabytes, optimiseNotice, settingsProblem } from './optimiseNotice';
import { page } from './page';

const { significant, percent } = formats('ko');

/** 0.00213 as 2.1e-3 where a plain number would be long. */
function loss(value: number): string {
  return value !== 0 && (value < 0.001 || value >= 1e6) ? value.toExponential(1) : significant(value);
}

export const optimise: OptimiseStrings = {
  stage: '그림판',
  presets: '프리셋',
  ownPreset: '직접 맞춘 설정',
  knobs,
  preset: presets,
  choices,
  advanced: '자세한 설정',
  sections: {
    styles: '스타일 섞기',
    balance: '균형',
    layers: '레이어',
    start: '시작',
    method: '방법',
    file: '설정 파일',
  },
  pixels: 'px',
  layer: (tap) => tap.replace('relu', 'conv'),
  layerWeight: (tap, of) => `${of} ${tap.replace('relu', 'conv')} 가중치`,
  lacks: '이 인코더에는 없어요',
  mixHelp: '고른 스타일을 섞기에 넣은 뒤 다음 스타일을 골라 주세요.',
  addStyle: '다른 스타일 더하기',
  addingStyle: '이제 위에서 다음 스타일을 골라 주세요.',
  styleWeight: (name) => `‘${name}’ 가중치`,
  removeStyle: (name) => `섞기에서 ‘${name}’ 빼기`,
  fileHelp:
    '같은 파일을 명령줄에서도 쓸 수 있어요: python -m export optimise --settings FILE. 저장한 그림에도 설정이 담겨요.',
  saveSettings: '설정 저장',
  openSettings: '설정 열기',
  dropFile: '사진이나 저장한 설정을 놓아 주세요',

  begin: '시작',
  pause: '일시 정지',
  resume: '계속',
  close: '설정으로 돌아가기',
  useSize: (size) => `${String(size)} px로 하기`,
  pairing: (photo, style) => `${photo}, ‘${style}’ 스타일`,
  plan: (steps, stages) =>
    stages > 1 ? `크기 ${String(stages)}가지에서 ${String(steps)}스텝씩` : `${String(steps)}스텝`,
  kept: (photo, style, total, isDone) =>
    isDone
      ? `전에 끝낸 작업: ${photo}, ‘${style}’ 스타일.`
      : `끝나지 않은 작업: ${photo}, ‘${style}’ 스타일, ${String(total)}스텝까지.`,
  keptHelp: '이 브라우저에만 있어요. 새로 시작하면 지워져요.',
  continueKept: (isDone) => (isDone ? '보기' : '계속'),
  discardKept: '버리기',

  running: '진행 상황',
  step: (step, steps) => `${String(steps)}스텝 중 ${String(step)}`,
  ofStage: (stage, stages) => `크기 ${String(stages)}가지 중 ${String(stage)}번째`,
  left: (milliseconds) => `${clock(Math.round(milliseconds / 1000))} 남음`,
  perStep: (milliseconds) => `스텝당 ${page.time(milliseconds)}`,
  memory: (bytes) => `메모리 약 ${gigabytes(bytes)}`,
  pausing: '멈추는 중',
  pausedAt: '일시 정지됨',
  ended: (ending, steps) =>
    ending === 'steps' ? `${String(steps)}스텝 만에 완료` : `${String(steps)}스텝 만에 완료: 더 나아지지 않았어요`,
  resultLabel: (photo, style) => `결과: ${photo}, ‘${style}’ 스타일`,

  chart: '손실',
  chartHelp: '목표와 얼마나 먼지를 나타내요. 작을수록 좋고, 한 줄 내려갈 때마다 10분의 1이에요.',
  chartSummary: (steps, first, last) => `${String(steps)}스텝 동안의 손실: ${loss(first)}에서 ${loss(last)}까지.`,
  total: '합계',
  content: '사진',
  styleLayer: (tap) => `스타일 ${tap.replace('relu', 'conv')}`,
  variation: '매끄러움',
  part: '항목',
  atFirst: '처음',
  now: '지금',
  loss,

  changes: '진행하면서 바꾸기',
  moments: '그려지는 과정',
  momentsHelp: '고른 순간은 띠 이미지에 들어가고, 영상에는 모든 순간이 담겨요.',
  moment: (step) => `${String(step)}스텝 뒤의 순간`,
  stepCaption: (step) => (step === 0 ? '시작' : `${String(step)}스텝`),
  stripName: '과정',
  save: {
    strip: { label: '띠', name: '띠 이미지 (PNG)' },
    film: { label: '영상', name: '영상 (WebM)' },
    loop: { label: 'GIF', name: 'GIF 영상' },
  },

  problem: settingsProblem,
  notice: optimiseNotice,
  spoken: {
    running: (share) => `최적화하는 중: ${percent(Math.floor(share * 4) / 4)}.`,
    paused: (step) => `${String(step)}스텝에서 일시 정지했어요.`,
    done: (photo, style, steps) => `완료: ${photo}, ‘${style}’ 스타일, ${String(steps)}스텝.`,
  },
};
