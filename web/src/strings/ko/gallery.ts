/** The words about the gallery of styles. */

import type { Strings } from '..';
import { artists } from './pictures';

export const gallery: Strings['gallery'] = {
  groups: { mine: '내 스타일', masters: '거장의 그림', own: 'Easel 스타일' },
  filter: '보기',
  filters: {
    all: '전체',
    mine: '내 것',
    masters: '거장',
    own: 'Easel',
    favourites: '즐겨찾기',
    recent: '최근',
  },
  search: '스타일 검색',
  random: '무작위 스타일',
  tiles: '스타일',
  addFavourite: (title) => `즐겨찾기에 추가: ${title}`,
  removeFavourite: (title) => `즐겨찾기에서 빼기: ${title}`,
  by: (artist, year) =>
    [artist && (artists[artist] ?? artist), year && `${String(year)}년`].filter((known) => known !== null).join(', '),
  nothingFound: (query) => `“${query}”에 맞는 스타일이 없어요.`,
  clearSearch: '모든 스타일 보기',
  empty: {
    mine: '내 스타일 이미지를 고르고 ‘이 스타일 보관하기’를 누르면 이 기기에만 보관돼요.',
    favourites: '스타일을 고르고 위의 하트를 누르면 이 기기의 즐겨찾기에 담겨요.',
    recent: '최근에 쓴 스타일이 여기에 모여요.',
  },
  needsPicture: (title) =>
    `최적화에는 스타일 이미지가 필요한데, ‘${title}’ 이미지는 Easel에 없어요. 아래에서 고르거나 내 이미지를 써 주세요.`,
};
