/** The words about which part of a painting goes into a file, how large it prints, and what else the file says. */

import type { Size } from '../../protocol/engine';
import type { Unit } from '../../studio/frame/print';
import { formats } from '../formats';
import type { FrameStrings } from '../frame';
import { shotText } from '../shotText';

const { decimal, whole } = formats('ko');

const UNITS: Readonly<Record<Unit, string>> = { cm: 'cm', inch: '인치' };

function onPaper({ width, height }: Size, unit: Unit): string {
  return `${decimal(width)} × ${decimal(height)} ${UNITS[unit]}`;
}

function pixels({ width, height }: Size): string {
  return `${String(width)} × ${String(height)} px`;
}

export const frame: FrameStrings = {
  crop: '자르기',
  kinds: { whole: '전체', square: '정사각형', '4x5': '4:5', '9x16': '9:16', wide: '1.91:1', free: '자유' },
  uses: {
    whole: '그림 전체',
    square: '프로필 사진',
    '4x5': '세로 게시물',
    '9x16': '스토리, 전체 화면',
    wide: '링크 미리 보기',
    free: '원하는 모양',
  },
  change: '바꾸기',
  changeName: '자르기 바꾸기',
  close: '자르기 닫기',
  done: '완료',
  picture: '그림 전체',
  handle: '파일에 담길 부분',
  handleKind: '자르기 틀',
  place: (box) => `${pixels(box)}, 왼쪽에서 ${String(box.left)} px, 위에서 ${String(box.top)} px`,
  help: '틀이나 모서리를 끌어 보세요. 키보드로는 화살표로 옮기고, Shift와 화살표로 크기를 바꿔요.',
  wholeHelp: '그림 전체가 파일에 담겨요. 일부만 담으려면 모양을 골라 주세요.',
  round: '프로필 사진으로 보면',
  inFile: (size) => `저장 크기 ${pixels(size)}`,
  cutFrom: (size) => `${pixels(size)}에서 잘랐어요.`,
  stays: '그림은 그대로 남고 파일만 잘려요.',

  print: '인쇄 크기',
  printWays: { off: '없음', '300': '300', '200': '200', '150': '150', width: '너비' },
  printWayNames: {
    off: '인쇄 크기 없음',
    '300': '인치당 300픽셀',
    '200': '인치당 200픽셀',
    '150': '인치당 150픽셀',
    width: '종이 위 너비로',
  },
  printWidth: '종이 위 너비',
  units: UNITS,
  unit: '단위',
  unitNames: { cm: '센티미터', inch: '인치' },
  printsUpTo: (size, unit) => `${onPaper(size, unit)}까지 선명하게 인쇄돼요(인치당 300픽셀).`,
  printsAt: (size, unit, density) => `${onPaper(size, unit)}, 인치당 ${whole(density)}픽셀:`,
  sharpness: {
    fine: '가까이서 봐도 선명해요.',
    good: '팔을 뻗은 거리에서 선명해요.',
    soft: '조금 흐려요. 멀리서 보는 포스터에 알맞아요.',
    coarse: '픽셀이 모자라 흐려 보여요. 더 작게 인쇄해 주세요.',
  },
  badWidth: '1 cm에서 10 m 사이의 너비를 써 주세요. 예: 20 또는 7.5',
  noPrintInWebp: 'WebP 파일에는 인쇄 크기를 담을 수 없어요. PNG나 JPEG를 골라 주세요.',

  keepShot: '날짜와 카메라 정보 남기기',
  keepShotDetail: '위치와 일련번호는 절대 담지 않아요.',
  noShot: '사진 파일에 날짜와 카메라 정보가 없어요.',
  shot: (shot) => shotText(shot, 'ko', decimal, '초'),
  holds: ({ settings, print, shot }) => {
    const more = [
      ...(settings ? ['이 설정'] : []),
      ...(print ? ['인쇄 크기'] : []),
      ...(shot ? ['날짜와 카메라 정보'] : []),
    ];
    const without = shot ? '위치 정보는 없어요.' : '위치, 날짜, 카메라 정보는 없어요.';
    const picture = more.length > 0 ? '그림과 ' : '그림';
    return `파일에는 ${picture}${more.join(', ')}만 담겨요. ${without}`;
  },
};
