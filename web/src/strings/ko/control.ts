/** The words about what can be changed in a painting that is there, and about what is kept of it. */

import type { Strings } from '..';
import type { Changed } from '../../studio/history';
import type { SettingsNotice } from '../../studio/state';

const CHANGES: Readonly<Record<Changed, string>> = {
  photo: '사진',
  style: '스타일',
  strength: '강도',
  colours: '색',
  mask: '마스크',
  rest: '나머지의 스타일',
  detail: '세밀함',
  crop: '자르기',
  output: '파일 설정',
  settings: '설정',
};

const MASKS: Readonly<Record<NonNullable<SettingsNotice['mask']>, string>> = {
  stretched: ' 마스크는 비율이 다른 사진에 맞춘 것이라 지금 사진에 맞게 늘였어요.',
  broken: ' 마스크는 손상되어 빠졌어요.',
};

export const control: Strings['control'] = {
  colours: '색',
  coloursOf: { style: '스타일', photo: '사진', matched: '맞춤' },
  coloursDetail: {
    style: '스타일의 색을 그대로 써요',
    photo: '사진의 색에 그림의 밝기를 입혀요',
    matched: '스타일의 색을 사진의 색에 가깝게 맞춰요',
  },

  compare: '비교',
  comparisons: {
    divider: '구분선으로 비교',
    beside: '나란히 보기',
    hold: '누르는 동안 사진 보기',
  },
  hold: '누르는 동안 사진 보기',

  undo: '실행 취소',
  redo: '다시 실행',
  undoName: (changed) => (changed ? `실행 취소: ${CHANGES[changed]}` : '실행 취소'),
  redoName: (changed) => (changed ? `다시 실행: ${CHANGES[changed]}` : '다시 실행'),
  taken: (way, changed) => `${way === 'undo' ? '실행 취소함' : '다시 실행함'}: ${CHANGES[changed]}.`,

  more: '더 보기',
  copyLink: '이 설정의 링크 복사',
  linkCopied: '링크를 복사했어요',
  linkDetail: '스타일, 강도, 색, 세밀함만 담겨요. 사진과 마스크는 절대 담기지 않아요.',
  linkWithOwn: (numbers) =>
    `스타일, 강도, 색, 세밀함이 담기고 마스크는 빠져요. 내가 가져온 스타일은 숫자 ${String(numbers)}개와 이름만 담기고, 이미지는 절대 담기지 않아요.`,
  linkWithoutStyle: '강도, 색, 세밀함만 담겨요. 내가 가져온 스타일은 그 스타일로 한 번 그린 뒤부터 함께 담겨요.',
  linkWithoutRest:
    '스타일, 강도, 색, 세밀함만 담겨요. 두 번째로 가져온 스타일은 그 스타일로 한 번 그린 뒤부터 함께 담겨요.',
  keepPhoto: '이 기기에 내 사진 보관',
  keepPhotoDetail: '다시 오면 사진이 그대로 있어요. 끌 때까지 이 브라우저에만 보관해요.',
  reset: '설정 초기화',
  resetDetail:
    '강도는 최대로, 색은 스타일로, 스타일 크기는 1배로, 마스크 없이, 파일은 자르지 않은 화면 크기 PNG로 돌려요. 사진과 스타일은 그대로예요.',

  holdSettings: '파일에 설정 넣기',
  holdSettingsDetail:
    '스타일, 강도, 색, 세밀함, 마스크를 담아요. 내가 가져온 스타일은 이름과 그리는 데 필요한 숫자만 담고 이미지는 절대 담지 않아요. 나중에 이 파일을 여기에 끌어다 놓으면 그대로 되살아나요.',

  settings: (from, style, mask) => {
    const where = from === 'picture' ? '이 그림에 담긴 설정을' : '링크의 설정을';
    const rest = (from === 'picture' ? ' 사진은 그대로예요.' : '') + (mask ? MASKS[mask] : '');
    switch (style) {
      case 'found':
        return `${where} 적용했어요.${rest}`;
      case 'own':
        return `${where} 적용했어요. 다만 스타일은 다른 사람이 가져온 이미지라 빠졌어요.${rest}`;
      case 'missing':
        return `${where} 적용했어요. 다만 이 Easel에 없는 스타일은 빠졌어요.${rest}`;
      case 'outdated':
        return `${where} 적용했어요. 다만 직접 가져온 스타일 하나는 이 Easel과 다른 신경망용이라 빠졌어요. 그 이미지를 다시 골라 주세요.${rest}`;
      case 'broken':
        return `${where} 적용했어요. 다만 직접 가져온 스타일 하나는 손상되어 빠졌어요. 그 이미지를 다시 골라 주세요.${rest}`;
    }
  },
  settingsBroken: {
    picture: '이 그림에 담긴 설정을 읽을 수 없어서 사진으로 썼어요.',
    link: '이 링크의 설정을 읽을 수 없어요. 바뀐 것은 없으니 링크를 다시 받아 주세요.',
  },
  useAsPhoto: '사진으로 쓰기',
  linkNotCopied: (link) => `브라우저가 복사를 막고 있어요. 링크는 여기 있어요: ${link}`,
  photoNotKept: {
    full: '이 기기에 사진을 보관할 공간이 없어요. 다른 것은 모두 그대로 돼요.',
    refused: '이 브라우저에서는 사진을 보관할 수 없어요. 다른 것은 모두 그대로 돼요.',
    stays: '보관해 둔 사진을 지우지 못했어요. 다음에 오시면 다시 지울게요.',
  },
};
