import type { Strings } from '..';

export const detail: Strings['detail'] = {
  brush: '브러시',
  brushName: '브러시: 스타일을 입힐 곳을 골라요',

  title: '세밀함',
  names: { coarse: '굵게', medium: '보통', fine: '곱게', finest: '아주 곱게' },
  hints: {
    coarse: '신경망이 사진을 절반 크기로 봐요. 붓질이 두 배로 커져요.',
    medium: '신경망이 사진을 4분의 3 크기로 봐요. 붓질이 더 커져요.',
    fine: '신경망이 사진을 보이는 크기 그대로 봐요.',
    finest: '신경망이 사진을 1.5배로 키워서 봐요. 붓질이 더 고와져요.',
  },

  strokes: '원본 크기에서의 붓질',
  strokesOf: { photo: '더 곱게', preview: '미리 보기처럼' },
  strokesHints: {
    photo: '원본 크기로 새로 그려요. 붓질의 픽셀 크기가 그대로라 여기서보다 고와 보여요.',
    preview: '보이는 그림을 키워요. 붓질 크기가 여기와 같고, 가까이 보면 더 부드러워요. 몇 초면 돼요.',
  },
};
