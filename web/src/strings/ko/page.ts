/** The words of the whole page, and of Photo. */

import type { ActiveBackend } from '../../protocol/engine';
import type { Phase } from '../../studio/painter';
import type { page as english } from '../en/page';
import { formats } from '../formats';
import type { Words } from '../words';
import { backendTitles } from './backend';
import { notice } from './notice';

const { decimal } = formats('ko');

function megabytes(bytes: number): string {
  return decimal(bytes / 1e6);
}

function phaseOf(phase: Phase): string {
  switch (phase.kind) {
    case 'downloading':
      return phase.total > 0
        ? `신경망 내려받는 중: ${megabytes(phase.total)}MB 중 ${megabytes(phase.loaded)}MB`
        : '신경망 내려받는 중';
    case 'preparing':
      return '준비하는 중';
    case 'painting':
      return '그리는 중';
  }
}

export const page: Words<typeof english> = {
  documentTitle: 'Easel: 브라우저에서 사진을 그림으로',
  description: '브라우저에서 사진을 원하는 그림의 스타일로 그려 보세요.',
  name: 'Easel',
  privacy: '사진은 이 기기를 벗어나지 않아요.',
  privacyDetail: '그림은 이 브라우저 안에서 그려져요. 아무것도 업로드하지 않고, 저장한 파일에 촬영 위치도 남지 않아요.',

  language: '언어',
  languageUnreachable: '다른 언어를 불러오지 못했어요. 인터넷 연결을 확인하고 다시 눌러 주세요.',

  mode: '모드',
  modes: { photo: '사진', live: '라이브', optimise: '최적화', series: '여러 장' },
  unreachable: '이 부분을 불러오지 못했어요. 인터넷 연결을 확인하고 페이지를 새로 고쳐 주세요.',

  stage: '그림판',
  photo: '사진',
  style: '스타일',
  choosePhoto: '사진 고르기',
  takePhoto: '사진 찍기',
  chooseStyle: '스타일 이미지 고르기',
  yourPhoto: (name) => `내 사진: ${name || '이름 없음'}`,
  yourStyle: (name) => `내 스타일: ${name || '이름 없음'}`,
  pastedName: '붙여 넣은 이미지',

  original: '사진',
  painted: '그림',
  photoLabel: (name, description) => `사진: ${description || name}`,
  paintingLabel: (photo, style) => `그림: ${photo}, ‘${style}’ 스타일`,
  divider: '사진과 그림의 구분선',
  dividerValue: (percent) => `화면의 ${String(100 - percent)}%가 그림`,

  strength: '강도',
  percent: (value) => `${String(value)}%`,
  save: 'PNG 내려받기',
  paint: '그리기',
  cancel: '취소',
  dismiss: '메시지 닫기',
  pickStyle: '이 사진을 그릴 스타일을 골라 주세요.',
  pickPhoto: '그릴 사진을 골라 주세요.',
  paused: '아직 그리지 않았어요.',

  dropPhoto: '놓으면 이 사진을 그려요',
  dropStyle: '놓으면 스타일로 써요',

  phase: phaseOf,
  phaseSpoken: (phase) => {
    if (phase.kind !== 'downloading') return `${phaseOf(phase)}.`;
    const quarter = phase.total > 0 ? Math.floor((phase.loaded / phase.total) * 4) * 25 : 0;
    return `신경망 내려받는 중: ${String(quarter)}퍼센트.`;
  },
  done: (photo, style) => `완료: ${photo}, ‘${style}’ 스타일.`,
  runsOn: ({ name, software, threads }: ActiveBackend) =>
    `${backendTitles[name]}${software ? ' (에뮬레이션)' : ''}${threads > 1 ? `, 스레드 ${String(threads)}개` : ''}`,
  size: (width, height) => `${String(width)} × ${String(height)} px`,
  time: (milliseconds) => (milliseconds < 100 ? '0.1초 이하' : `${decimal(milliseconds / 1000)}초`),
  scaledFrom: (width, height) => `원본 ${String(width)} × ${String(height)}에서 축소`,

  notice,
};
