import { addDays } from '../domain/dates.ts';
import type { IsoDate } from '../domain/ports.ts';
import { sampleUscc } from './codes.ts';
import { type Dice, spread } from './dice.ts';
import { type Industry, industries } from './industries.ts';
import { type EntityKind, makeName, makePersonName, type NameRegister } from './names.ts';
import { type Place, placesByCity } from './places.ts';

/** A synthetic 市场主体. */
export interface Entity {
  uscc: string;
  name: string;
  formerName: string;
  kind: EntityKind;
  place: Place;
  industry: Industry;
  /** 法定代表人 of a firm or co-operative, 经营者 of a shop. */
  person: string;
  address: string;
  establishedOn: IsoDate;
}

const kinds: Record<EntityKind, { category: '91' | '92' | '93'; industries: readonly Industry[] }> = {
  firm: {
    category: '91',
    industries: spread(
      industries.filter((one) => one.firm),
      (one) => one.weight,
    ),
  },
  shop: {
    category: '92',
    industries: spread(
      industries.filter((one) => one.shop),
      (one) => one.weight,
    ),
  },
  coop: {
    category: '93',
    industries: spread(
      industries.filter((one) => one.coop),
      (one) => one.weight,
    ),
  },
};

/** 62 % firms, 32 % one-person businesses, 6 % co-operatives. */
function makeKind(dice: Dice): EntityKind {
  const choice = dice.below(100);
  if (choice < 62) return 'firm';
  return choice < 94 ? 'shop' : 'coop';
}

/** The index-th entity of the province as it stands on the day. */
export function makeEntity(dice: Dice, register: NameRegister, index: number, asOf: IsoDate): Entity {
  const kind = makeKind(dice);
  const place = dice.pick(dice.pick(placesByCity));
  const industry = dice.pick(kinds[kind].industries);
  const entity = { kind, place, industry };
  // Squared, so that half of them are younger than seven years, as in life.
  const unit = dice.unit();
  const age = unit * unit * 28 * 365;
  return {
    ...entity,
    uscc: sampleUscc(index, kinds[kind].category, place.code),
    name: makeName(dice, register, entity),
    formerName: kind === 'firm' && dice.chance(0.05) ? makeName(dice, register, entity) : '',
    person: makePersonName(dice),
    address: `${place.fullName}示例路${dice.between(1, 400)}号`,
    establishedOn: addDays(asOf, -Math.floor(age)),
  };
}
