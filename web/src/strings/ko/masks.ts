import type { MaskStrings } from '../masks';

export const masks: MaskStrings = {
  title: '스타일을 입힐 곳',
  hint: '그림 위에 칠해 보세요. 나머지는 사진 그대로 남거나 다른 스타일을 입어요.',
  done: '완료',

  brush: '브러시',
  ways: { paint: '칠하기', erase: '지우기' },
  size: '크기',
  softness: '부드러움',

  quick: '브러시 없이 고르기',
  quickOf: {
    all: '전체',
    none: '없음',
    centre: '가운데',
    edges: '가장자리',
    top: '위쪽',
    bottom: '아래쪽',
    left: '왼쪽',
    right: '오른쪽',
  },
  feather: '페더',
  featherHint: '마스크 전체의 가장자리를 부드럽게 만들어요.',
  invert: '반전',
  remove: '마스크 없애기',

  rest: '나머지에는',
  restPhoto: '사진 그대로',
  restStyles: '나머지에 입힐 스타일',
  restOwn: (name) => `내 스타일: ${name}`,
  restWaits: '마스크를 칠하면 바로 보여요.',

  surface: '칠할 그림',
  surfaceHelp:
    '화살표 키로 브러시를 움직이고, Shift와 함께 누르면 더 멀리 가요. 스페이스바를 누르고 있는 동안 칠해져요. Enter로 브러시를 내리고 들어요. E는 칠하기와 지우기를 바꾸고, +와 −는 크기를 바꿔요. Esc를 누르면 끝나요.',
  place: (x, y) => `왼쪽에서 ${String(x)}%, 위에서 ${String(y)}%`,
  down: '브러시를 내렸어요.',
  up: '브러시를 들었어요.',
  drawn: (share) => `스타일이 그림의 ${String(share)}%를 덮어요.`,
  keys: '키: 화살표로 이동, 스페이스바로 칠하기, E로 지우기, +와 −로 크기',
};
