import { type Region, shandongRegions } from '../domain/regions.ts';
import { spread } from './dice.ts';

/** How a city's departments write days, and what they put into a cell that has nothing to say. */
export interface Habits {
  date: 'slashes' | 'dashes' | 'digits';
  blank: '' | '/' | '无' | '空';
  /** Amounts with all six decimals, or only those that are needed. */
  sixDecimals: boolean;
}

/** A county, district or county-level city of Shandong. */
export interface Place {
  code: string;
  /** 青岛, 青岛市 */
  cityShort: string;
  city: string;
  /** 市南区, 胶州市 */
  county: string;
  /** 山东省青岛市市南区 */
  fullName: string;
  /** What its departments' names begin with: 青岛市市南区, but 胶州市. */
  departmentPrefix: string;
  /** The city's abbreviation in decision numbers: 鲁青. */
  abbreviation: string;
  habits: Habits;
}

/** Each city's word in decision numbers, and about its share of the province's market entities. */
const cities: readonly { code: string; abbreviation: string; weight: number }[] = [
  { code: '370100', abbreviation: '鲁济', weight: 14 },
  { code: '370200', abbreviation: '鲁青', weight: 18 },
  { code: '370300', abbreviation: '鲁淄', weight: 6 },
  { code: '370400', abbreviation: '鲁枣', weight: 4 },
  { code: '370500', abbreviation: '鲁东', weight: 4 },
  { code: '370600', abbreviation: '鲁烟', weight: 9 },
  { code: '370700', abbreviation: '鲁潍', weight: 11 },
  { code: '370800', abbreviation: '鲁济宁', weight: 8 },
  { code: '370900', abbreviation: '鲁泰', weight: 5 },
  { code: '371000', abbreviation: '鲁威', weight: 4 },
  { code: '371100', abbreviation: '鲁日', weight: 3 },
  { code: '371300', abbreviation: '鲁临', weight: 11 },
  { code: '371400', abbreviation: '鲁德', weight: 5 },
  { code: '371500', abbreviation: '鲁聊', weight: 6 },
  { code: '371600', abbreviation: '鲁滨', weight: 4 },
  { code: '371700', abbreviation: '鲁菏', weight: 8 },
];

const dates = ['slashes', 'dashes', 'digits'] as const;
const blanks = ['', '/', '无', '空'] as const;

function habitsOf(cityIndex: number): Habits {
  return {
    date: dates[cityIndex % dates.length] ?? 'dashes',
    blank: blanks[cityIndex % blanks.length] ?? '',
    sixDecimals: cityIndex % 2 === 0,
  };
}

function makePlace(county: Region, city: Region, abbreviation: string, habits: Habits): Place {
  return {
    code: county.code,
    cityShort: city.name.slice(0, -1),
    city: city.name,
    county: county.name,
    fullName: county.fullName,
    departmentPrefix: county.name.endsWith('区') ? city.name + county.name : county.name,
    abbreviation,
    habits,
  };
}

/** Districts and county-level cities have more firms than counties. */
const countyWeight = (place: Place) => (place.county.endsWith('县') ? 2 : 3);

function makePlacesByCity(): readonly (readonly Place[])[] {
  const regions = shandongRegions();
  return cities.flatMap(({ code, abbreviation, weight }, index) => {
    const habits = habitsOf(index);
    const places = regions
      .filter((city) => city.code === code)
      .flatMap((city) =>
        regions
          .filter((county) => county.parent === city.code)
          .map((county) => makePlace(county, city, abbreviation, habits)),
      );
    return spread([spread(places, countyWeight)], () => weight);
  });
}

/** The county-level places of each city, the cities as often as they have market entities. */
export const placesByCity = makePlacesByCity();
