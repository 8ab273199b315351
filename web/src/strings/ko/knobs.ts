/** What can be set in Optimise: names, and what each is good for. */

import type { EncoderName, Noise, OptimiserName, Pooling, Start, StyleLoss } from '../../protocol/optimise';
import type { PresetName } from '../../studio/optimise/presets';
import type { Explained, KnobName } from '../knobs';

export const knobs: Readonly<Record<KnobName, Explained>> = {
  size: { label: '크기', help: '결과의 긴 변 픽셀 수예요. 크기가 두 배면 시간은 네 배 걸려요.' },
  steps: { label: '스텝', help: '그림을 고치는 횟수예요. 많을수록 스타일에 가까워져요.' },
  contentWeight: { label: '사진', help: '결과가 사진을 얼마나 닮아야 하는지예요. 0이면 사진을 잊어요.' },
  styleWeight: { label: '스타일', help: '스타일을 얼마나 닮아야 하는지예요. 열 배면 확실히 달라져요.' },
  variationWeight: { label: '매끄러움', help: '자잘한 노이즈를 없애요. 지나치면 붓질까지 뭉개져요.' },
  keepColours: { label: '사진의 색 유지', help: '스타일에서 붓질과 질감만 가져오고 색은 가져오지 않아요.' },
  contentLayers: { label: '사진 레이어', help: '앞쪽 레이어는 윤곽을 모두 지키고, 뒤쪽은 배치만 지켜요.' },
  styleLayers: { label: '스타일 레이어', help: '앞쪽 레이어는 색과 결을, 뒤쪽은 큰 형태를 가져와요.' },
  styleLoss: { label: '스타일 손실', help: '그람 행렬이 원래 방법이에요. 평균과 표준편차는 더 부드러워요.' },
  encoder: { label: '인코더', help: '이미지를 비교하는 신경망이에요.' },
  pooling: { label: '풀링', help: '인코더가 본 것을 줄이는 방법이에요. 평균이 더 부드러운 질감을 내요.' },
  start: { label: '시작 이미지', help: '사진에서 시작하면 알아보기 쉽고, 노이즈에서 시작하면 모두 새로 만들어요.' },
  noiseRatio: { label: '노이즈 비율', help: '시작 이미지의 노이즈 비율이에요. 0이면 사진, 1이면 노이즈뿐이에요.' },
  noise: { label: '노이즈 종류', help: '균등 노이즈는 모든 값이, 가우스 노이즈는 중간값이 많아요.' },
  noiseRange: { label: '노이즈 세기', help: '중간 회색에서 벗어나는 정도예요. 0.5면 검정과 흰색까지 가요.' },
  seed: { label: '시드', help: '같은 숫자를 쓰면 같은 노이즈가 다시 나와요.' },
  optimiser: { label: '방법', help: '처음 60스텝쯤은 L-BFGS가 앞서고, Adam은 시간과 메모리가 적게 들어요.' },
  rate: {
    label: '학습률',
    help: '한 스텝의 크기예요. 너무 크면 그림이 깨지고, 너무 작으면 거의 안 변해요. 시점이 여럿이면 끝에서 줄어요.',
  },
  views: {
    label: '시점 수',
    help: '여러 위치에서 번갈아 봐요. 작은 인코더로도 그림이 깨끗하고 원본에 가까워져요. 1이 가장 선명해요.',
  },
  stages: { label: '단계', help: '작게 시작해 두 배씩 키워요. 큰 붓질이 빨리 나와요. 단계마다 스텝을 모두 거쳐요.' },
  previewEvery: {
    label: '미리 보기 간격',
    help: '다음 미리 보기까지의 스텝 수예요. 보여 줄 때마다 시간이 조금 들어요.',
  },
  plateau: { label: '나아지지 않으면 멈추기', help: '거의 변하지 않으면 남은 스텝을 두고 그 단계를 끝내요.' },
  patience: { label: '돌아볼 스텝 수', help: '이만큼의 스텝 동안 얼마나 나아졌는지 재요.' },
  change: { label: '최소 개선율', help: '그동안 손실이 줄어야 하는 비율이에요. 0.01이면 1퍼센트예요.' },
};

export const presets: Readonly<Record<PresetName, Explained>> = {
  painting: { label: '그림', help: '스타일의 붓질과 색으로 사진을 그려요.' },
  texture: { label: '텍스처', help: '사진 없이 스타일만으로 새 무늬를 만들어요.' },
  subtle: { label: '은은하게', help: '사진에 스타일을 살짝만 입혀요.' },
  figure2: {
    label: 'Gatys 그림 2',
    help: '2015년 논문처럼 노이즈에서 시작해 conv4_2와 평균 풀링을 써요. 논문의 α/β는 1/1000이지만, 여기서는 상대 손실을 써서 1/10이에요.',
  },
  tutorial: { label: 'TensorFlow 튜토리얼', help: '잘 알려진 튜토리얼처럼 Adam과 block5_conv2를 쓰고 매끄럽게 해요.' },
};

export const choices = {
  encoder: { distilled: '증류 인코더 (빠름)', vgg19: 'VGG-19 (원본)' } satisfies Record<EncoderName, string>,
  pooling: { max: '최댓값', average: '평균' } satisfies Record<Pooling, string>,
  start: { content: '사진', noise: '노이즈', blend: '둘을 섞어서' } satisfies Record<Start, string>,
  noise: { uniform: '균등', gaussian: '가우스' } satisfies Record<Noise, string>,
  styleLoss: { gram: '그람 행렬', moments: '평균과 표준편차' } satisfies Record<StyleLoss, string>,
  optimiser: { lbfgs: 'L-BFGS', adam: 'Adam' } satisfies Record<OptimiserName, string>,
};

/** How to get an encoder that the server does not have. */
export const missing: Readonly<Record<EncoderName, string>> = {
  distilled:
    '이 Easel에는 인코더 “encoder-distilled”가 빠져 있어요. Easel을 업데이트하거나 ' +
    '“python -m export tfjs vgg19 --weights vgg19.npz”를 실행해 VGG-19를 쓰세요. 그런 다음 사이트를 다시 빌드해 주세요.',
  vgg19:
    'VGG-19는 너무 커서 Easel에 들어 있지 않고, 이 서버에도 없어요. ' +
    '“python -m export tfjs vgg19 --weights vgg19.npz”를 실행하고 사이트를 다시 빌드하거나 증류 인코더를 써 주세요.',
};
