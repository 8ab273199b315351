/** The words about the app itself: how it works, its keys, and that it works without a network. */

import type { Strings } from '..';
import { formats } from '../formats';

const { whole } = formats('ko');

export const app: Strings['app'] = {
  howItWorks: '작동 방식',

  welcome: {
    title: 'Easel의 작동 방식',
    toggle: '업로드하지 않는 이유',
    points: [
      {
        title: '사진과 스타일을 고르세요.',
        text: '내 이미지도 좋고 여기 있는 것도 좋아요. 잠시 뒤면 그림이 완성돼요.',
      },
      {
        title: '업로드는 없어요.',
        text: '그림을 그리는 신경망이 이 페이지와 함께 와서 브라우저 안에서 돌아요. 서버는 사진을 받지 않아요.',
      },
      {
        title: '직접 확인해 보세요.',
        text: '인터넷을 끄고 그려 보거나, 그리는 동안 브라우저 개발자 도구의 네트워크 탭을 지켜보세요.',
      },
    ],
    show: '보여 주세요',
    another: '하나 더',
    dismiss: '설명 닫기',
  },

  offline: ({ kept, bytes }) => {
    switch (kept) {
      case 'off':
        return '여기서는 오프라인으로 쓸 수 없어요';
      case 'keeping':
        return '오프라인 사용 준비 중';
      case 'partly':
        return '써 본 기능은 오프라인에서도 돼요';
      case 'all':
        return `오프라인에서도 돼요 (${whole((bytes ?? 0) / 1e6)}MB 보관)`;
      case 'stopped':
        return '내려받지 못해 아직 오프라인으로 쓸 수 없어요';
      case 'no-room':
        return '공간이 없어 오프라인에서는 쓸 수 없어요';
    }
  },
  update: '새 버전이 준비됐어요.',
  reload: '새로 고침',
  later: '나중에',

  shortcuts: {
    title: '키보드 단축키',
    close: '닫기',
    enabled: '한 글자 단축키 사용',
    enabledHelp: '다른 프로그램이 이 키를 쓴다면 꺼 주세요. Tab과 Enter만으로도 모든 것을 할 수 있어요.',
    list: {
      open: '사진 열기, 라이브에서는 동영상 열기',
      style: '스타일 이미지 고르기',
      random: '무작위 스타일',
      strength: '강도 낮추기와 높이기',
      compare: '누르는 동안 사진 보기, 라이브에서는 비교',
      save: '내려받기, 라이브에서는 스냅샷',
      undo: '사진 모드에서 실행 취소, Mac에서는 ⌘',
      redo: '다시 실행',
      fullScreen: '라이브에서 전체 화면',
      modes: '사진, 라이브, 최적화, 여러 장',
      cancel: '진행 중인 작업 취소',
      help: '이 목록',
    },
  },
};
