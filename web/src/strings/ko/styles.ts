/** The words about the reader's own styles, mixes and scale that are there at first; the dialogues have their own. */

import type { Strings } from '..';
import type { FileProblem } from '../../studio/styles/stylesFile';

const PROBLEMS: Readonly<Record<FileProblem, string>> = {
  'not-styles': '이 파일에는 Easel 스타일이 없어요. ‘모두 저장’이나 ‘파일로 저장’으로 만든 파일을 골라 주세요.',
  newer: '더 새로운 Easel에서 만든 파일이에요. 페이지를 새로 고침한 뒤 다시 가져와 주세요.',
  empty: '이 파일에는 스타일이 하나도 없어요.',
  broken: '파일이 손상되어 아무것도 가져오지 않았어요. 스타일을 다시 저장해서 가져와 주세요.',
  'too-large': '파일이 너무 커서 아무것도 가져오지 않았어요. 한 파일에 더 적은 스타일을 저장해 주세요.',
};

export const styles: Strings['styles'] = {
  tools: '스타일 도구',
  mix: '섞기',
  mixName: '스타일 섞기',
  scale: '크기',
  scaleName: '스타일 크기',
  scales: { '0.5': '½배', '1': '1배', '2': '2배' },
  scaleHints: {
    '0.5': '더 고운 붓질: 스타일 이미지를 절반 크기로 봐요',
    '1': '스타일 이미지 그대로의 붓질',
    '2': '더 굵은 붓질: 스타일 이미지를 두 배 크기로 봐요',
  },
  crop: '자르기',
  cropName: '자르기: 스타일 이미지의 일부만 쓰기',
  noPicture: '자르기: 이 스타일에는 이미지가 없고, 그리는 데 필요한 값만 있어요',
  mine: '내 스타일',
  mineName: '내 스타일: 이름 바꾸기, 삭제, 저장, 가져오기',

  sent: (name) => `${name}: 이미지 없이 받은 스타일`,
  scaleFixed: '이미지 없이 받은 스타일이라 붓질의 굵기를 바꿀 수 없어요.',

  keep: '이 스타일 보관하기',
  keepDetail: '이미지는 이 브라우저, 이 기기에만 보관돼요.',
  keepNumbers: '숫자와 이름이 이 브라우저, 이 기기에만 보관돼요.',
  unfit: (name) => `${name}: 지금의 신경망으로는 그릴 수 없는 스타일`,
  kept: '이 기기에만 보관됨',

  dismiss: '메시지 닫기',
  message: (message) => {
    switch (message.kind) {
      case 'kept':
        return `‘${message.name}’ 스타일을 이 기기에만 보관했어요.`;
      case 'not-kept':
        return message.reason === 'full'
          ? '기기에 공간이 부족해요. 스타일을 지우거나 공간을 비워 주세요. 잃어버린 것은 없어요.'
          : '이 브라우저에서는 스타일을 보관할 수 없어요. 페이지를 닫을 때까지는 쓸 수 있어요.';
      case 'imported': {
        const { count, before } = message;
        const here = before === 0 ? '' : ` ${String(before)}개는 이미 있어요.`;
        return `스타일 ${String(count)}개를 가져왔어요.${here}`;
      }
      case 'not-imported':
        return PROBLEMS[message.problem];
      case 'unreadable':
        return `‘${message.name}’ 이미지를 더 이상 읽을 수 없어요. 삭제하고 다시 가져와 주세요.`;
      case 'unfit':
        return (
          `‘${message.name}’ 스타일은 다른 신경망에 맞는 숫자로 받은 것이라 지금은 그릴 수 없어요. ` +
          '보관은 그대로 돼요. 다시 받거나 스타일 이미지를 골라 주세요.'
        );
    }
  },
};
