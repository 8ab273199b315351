/** The words about many photos and posters, in Korean. */

import type { FailureCode } from '../../protocol/failure';
import { formats } from '../formats';
import type { SeriesStrings } from '../series';

const { percent, whole } = formats('ko');

function photos(count: number): string {
  return `사진 ${String(count)}장`;
}

function paintings(count: number): string {
  return `그림 ${String(count)}장`;
}

const REASONS: Partial<Readonly<Record<FailureCode, string>>> = {
  'picture-empty': '빈 파일이에요',
  'picture-not-picture': '사진이 아니에요',
  'picture-svg': 'SVG 그림이에요',
  'picture-broken': '손상된 파일이에요',
  'picture-unsupported': '이 브라우저에서 열 수 없어요',
  'picture-too-heavy': '64MB보다 커요',
  'picture-too-large': '6,400만 화소가 넘어요',
  'picture-too-small': '너무 작아요',
  'picture-unreachable': '읽을 수 없어요',
  'out-of-memory': '메모리가 부족해요',
};

export const series: SeriesStrings = {
  tabs: '여러 장',
  tab: { photos: '사진 여러 장', poster: '포스터' },

  styles: '스타일',
  noStyles: '아직 없음',
  picked: (count) => String(count),
  clearPicks: '모두 해제',
  tooManyPicks: (most) => `스타일은 ${String(most)}개까지 고를 수 있어요. 먼저 하나를 빼 주세요.`,

  invitation: '폴더째로 그려 보세요',
  promise: '사진이나 폴더를 여기에 놓으세요. 이 브라우저 안에서 한 장씩 차례로 그려요.',
  choosePhotos: '사진 고르기',
  chooseFolder: '폴더 고르기',
  addPhotos: '사진 추가',
  clear: '모두 빼기',
  dropPhotos: '놓으면 사진이 추가돼요',
  grid: '사진',
  count: photos,
  passedOver: (count) => `사진이 아닌 파일 ${String(count)}개는 건너뛰었어요.`,
  tooMany: (count, most) => `${photos(count)}은 넣지 못했어요. 최대 ${String(most)}장까지 넣을 수 있어요.`,
  status: {
    waiting: '기다리는 중',
    opening: '여는 중',
    painting: '그리는 중',
    done: '완성',
    failed: '실패',
  },
  paintedOf: (painted, styles) => `${String(styles)}개 중 ${String(painted)}번째`,
  reason: (code) => REASONS[code] ?? '그리지 못했어요',
  remove: (name) => `${name} 빼기`,

  size: '크기',
  upTo: (longest) => `최대 ${String(longest)} px`,
  upToDetail: (longest) => `긴 변이 ${String(longest)}픽셀을 넘지 않아요.`,
  fullSize: '원본 크기',
  fullSizeDetail: '사진과 같은 크기예요. 훨씬 오래 걸려요.',
  tightMemory: (pixels) =>
    `약 ${whole(pixels / 1e4)}만 화소가 넘는 사진에는 이 기기의 메모리가 부족할 수 있어요. 실패한 사진이 있어도 나머지는 그대로 그려요.`,
  format: '형식',
  settings: '강도, 색, 형식',
  applies: (detail, keepsShot) =>
    `사진 화면에서 고른 세밀함(${detail})으로 그리고, 자르기는 사진마다 가운데를 잘라요. 자유 자르기, 브러시 마스크, ` +
    '인쇄 크기는 사진 한 장에만 적용돼요. ' +
    (keepsShot
      ? '사진 화면에서 고른 대로 파일에 날짜와 카메라를 남기고, 위치는 남기지 않아요.'
      : '파일에는 위치, 날짜, 카메라 정보가 없어요.'),

  paint: (count, styles) =>
    styles > 1 ? `${photos(count)}을 스타일 ${String(styles)}개로 그리기` : `${photos(count)} 그리기`,
  needsStyle: '먼저 스타일을 골라 주세요',
  pause: '일시 정지',
  resume: '계속',
  cancel: '취소',
  again: '바꿔서 다시 그리기',
  saveZip: (count) => (count === 1 ? '그림 내려받기' : `${paintings(count)} 내려받기`),
  packing: '묶는 중',
  zipName: 'easel-그림',
  leaving: 'Easel의 다른 화면에 가 있는 동안에는 멈추고, 돌아오면 이어서 그려요.',

  progress: '진행',
  progressText: (done, total) => `${photos(total)} 중 ${String(done)}장`,
  left: (about) => `${about} 남음`,
  pausedText: (done, total) => `일시 정지: ${photos(total)} 중 ${String(done)}장 완료`,
  overText: (made, failed) =>
    failed === 0 ? `${paintings(made)} 완성` : `${paintings(made)} 완성, ${photos(failed)} 실패`,
  zipDetail: '여러 장이면 ZIP 파일 하나로 받아요.',
  spoken: {
    running: (share) => `그리는 중, ${percent(Math.floor(share * 10) / 10)}.`,
    paused: '일시 정지했어요.',
    over: (made, failed) => `${paintings(made)}을 완성했어요. ${failed === 0 ? '' : `${photos(failed)}은 실패했어요.`}`,
    failed: (name, reason) => `${name}: ${reason}.`,
  },

  posterApplies: (detail) =>
    `사진 전체를, 사진 화면에서 고른 세밀함(${detail})으로 그려요. 파일에는 위치, 날짜, 카메라 정보가 없어요.`,
  posterInvitation: '사진 한 장, 여러 스타일',
  posterPromise:
    '스타일을 두 개에서 열여섯 개까지 고르거나 Easel에 맡겨 보세요. 인쇄하고 나누기 좋은 그림 한 장이 돼요.',
  surprise: '알아서 골라 주세요',
  surpriseWith: (count) => `알아서 ${String(count)}개 골라 주세요`,
  howMany: '무작위로 고를 스타일 수',
  poster: '포스터',
  posterLabel: (photo, styles) => `포스터: ${photo}, 스타일 ${styles.join(', ')}`,
  posterName: '포스터',
  gap: '간격',
  border: '여백',
  captions: '이름표',
  background: '배경',
  backgrounds: { light: '밝게', dark: '어둡게', own: '색' },
  colour: '배경색',
  paintPoster: '포스터 그리기',
  paintRest: (count) => `${String(count)}개 더 그리기`,
  needsTwo: '스타일을 두 개 이상 골라 주세요',
  needsPhoto: '먼저 사진을 골라 주세요',
  saving: '파일 만드는 중',
  painting: (done, total) => `${String(total)}개 중 ${String(done)}개째 그리는 중`,
  spokenPoster: (done, total) => `스타일 ${String(total)}개 중 ${String(done)}개를 그렸어요.`,
};
