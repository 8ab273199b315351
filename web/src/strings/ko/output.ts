/** The words about what becomes of a painting: its size, its format, and the ways out of the page. */

import type { Strings } from '..';
import type { Format } from '../../protocol/encoder';
import type { FullPhase } from '../../studio/fullSize';
import { formats } from '../formats';

const { decimal } = formats('ko');

const FORMAT_TITLES: Readonly<Record<Format, string>> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP' };

/** Rounded as one says it: 40 s, 3 min; not broken over two lines. */
function about(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return '몇\u00a0초';
  if (seconds < 90) return `약\u00a0${String(Math.round(seconds / 10) * 10)}초`;
  return `약\u00a0${String(Math.round(seconds / 60))}분`;
}

function phaseOf(phase: FullPhase): string {
  switch (phase.kind) {
    case 'opening':
      return '사진을 원본 크기로 여는 중';
    case 'preparing':
      return '원본 크기로 그릴 준비를 하는 중';
    case 'painting': {
      const done = `원본 크기로 그리는 중: ${String(Math.floor(phase.share * 100))}%`;
      return phase.left === null ? done : `${done}, ${about(phase.left)} 남음`;
    }
  }
}

export const output: Strings['output'] = {
  options: '크기와 형식',
  title: '크기와 형식',
  close: '닫기',
  download: (format) => `${FORMAT_TITLES[format]} 내려받기`,

  size: '크기',
  sizes: { screen: '화면에 보이는 크기', full: '사진 원본 크기' },
  pixels: (width, height) => `${String(width)} × ${String(height)} px`,
  megapixels: (width, height) => `${decimal((width * height) / 1e6)}메가픽셀`,
  ready: '준비됨',
  takes: (milliseconds) => about(milliseconds),
  savedAt: (width, height) => `저장 크기 ${String(width)} × ${String(height)} px`,
  keepsShot: '날짜와 카메라 정보를 남겨요',
  tightMemory: (bytes) =>
    `메모리가 약 ${decimal(bytes / 1e9)}GB 필요한데, 이 기기에는 부족할 수 있어요. 실패해도 잃는 것은 없고, ‘화면에 보이는 크기’는 그대로 쓸 수 있어요.`,
  wholeSize: '이미 사진 원본과 같은 크기예요.',

  format: '형식',
  formats: FORMAT_TITLES,
  formatDetails: {
    png: '그린 픽셀 그대로 저장해요. 파일이 커요.',
    jpeg: '파일이 작고 어느 프로그램에서나 열려요.',
    webp: '파일이 가장 작아요. 웹에 알맞아요.',
  },
  quality: '품질',

  copy: '복사',
  copied: '복사했어요',
  share: '공유',
  paintFirst: '먼저 내려받아 주세요. 그러면 이 크기의 그림이 준비돼요.',
  downloadLarge: '그려서 내려받기',

  phase: phaseOf,
  phaseSpoken: (phase) =>
    phase.kind === 'painting'
      ? `원본 크기로 그리는 중: ${String(Math.floor(phase.share * 4) * 25)}퍼센트.`
      : `${phaseOf(phase)}.`,
  atFullSize: '원본 크기로 그리기',
  cancel: '취소',
  cancelName: '원본 크기로 그리기 취소',
  fullDone: '원본 크기로 다 그렸어요.',
};
