/** The words of the dialogues about the reader's own styles, mixes and parts of style pictures. */

import { formats } from '../formats';
import type { StyleDialogStrings } from '../styleDialogs';

const { percent } = formats('ko');

export const styleDialogs: StyleDialogStrings = {
  close: '내 스타일 닫기',
  promise: '이 브라우저, 이 기기에만 보관돼요. 아무것도 업로드되지 않아요.',
  none: '아직 스타일이 없어요. 내 스타일 이미지를 고른 다음 ‘이 스타일 보관하기’를 눌러 보세요.',
  nameOf: (name) => `${name}의 이름`,
  numbers: '이미지 없이 받은 스타일이라 그리고 섞을 수는 있지만, 크기를 바꾸거나 자를 수는 없어요.',
  unfit: '다른 신경망에 맞는 숫자라 지금은 그릴 수 없어요. 보관은 그대로 돼요.',
  rename: (name) => `${name} 이름 바꾸기`,
  saveOne: (name) => `${name} 파일로 저장`,
  remove: (name) => `${name} 삭제`,
  removed: (name) => `‘${name}’ 스타일을 삭제했어요.`,
  undo: '실행 취소',
  saveAll: '모두 저장',
  import: '가져오기',
  importName: '파일에서 스타일 가져오기',

  mixTitle: '스타일 섞기',
  mixDone: '완료',
  mixFirst: '아래에서 스타일을 눌러 시작하세요.',
  mixMore: '아래에서 스타일을 누르면 네 개까지 섞여요.',
  mixFull: '네 개를 다 골랐어요. 하나를 빼면 다른 것을 더할 수 있어요.',
  pad: '섞기',
  padKind: '패드',
  padHelp: '화살표 키로 스타일 사이를 움직이고, Shift와 함께 누르면 조금씩 움직여요.',
  weight: (name) => `${name}의 비율`,
  weightValue: (value) => percent(value / 100),
  takeOut: (name) => `${name} 빼기`,

  cropTitle: '일부만 스타일로 쓰기',
  cropClose: '자르지 않고 닫기',
  cropPicture: '스타일 이미지 전체',
  cropHandle: '스타일이 될 부분',
  cropHelp: '틀이나 모서리를 끌어 보세요. 키보드로는 화살표로 옮기고, Shift와 화살표로 크기를 바꿔요.',
  cropUse: '이 부분 쓰기',
  cropSize: (width, height) => `이미지에서 ${String(width)} × ${String(height)} px`,
  cropSmall: '너무 작아요. 각 변이 32픽셀 이상이어야 해요.',
  cropOpening: '이미지를 여는 중',
  cropFailed: '이미지를 열지 못했어요. 연결을 확인하고 다시 시도해 주세요.',
  partOf: (name) => `${name} 일부`,
};
