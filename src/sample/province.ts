import { addDays, earlier } from '../domain/dates.ts';
import type { IsoDate } from '../domain/ports.ts';
import { addComplaint } from './complaints.ts';
import { Dice } from './dice.ts';
import { type Entity, makeEntity } from './entity.ts';
import { addEvaluations, addReevaluation, roundsBefore } from './evaluations.ts';
import { type Fate, makeFate } from './fate.ts';
import { NameRegister } from './names.ts';
import { addPenalty } from './penalties.ts';
import { addNewerLicence, addPermits } from './permits.ts';
import { addCommitments, addListEntries, addPublicAct } from './records.ts';
import { departmentOf, Numbering, sampleRemark, writeDay } from './report.ts';
import type { RowSink } from './table.ts';
import { makeReevaluation, makeRenewal, makeStory, type Story, type Trouble } from './troubles.ts';

/** Where the rows of each template go. */
export interface ProvinceSinks {
  entities: RowSink;
  penalties: RowSink;
  penalties2015: RowSink;
  permits: RowSink;
  public: RowSink;
  industry: RowSink;
  market: RowSink;
  publicity: RowSink;
  lists: RowSink;
  commitments: RowSink;
  complaints: RowSink;
}

/** What is known of an entity that stands in no file. */
export interface EntityTruth {
  uscc: string;
  /** Empty for nearly all. */
  troubles: readonly Trouble[];
}

/** The province as it grows, entity by entity. */
export class Province {
  readonly #sinks: ProvinceSinks;
  readonly #asOf: IsoDate;
  readonly #dice: Dice;
  /** A stream of its own, so that trouble does not change who an entity is. */
  readonly #chance: Dice;
  readonly #names = new NameRegister();
  readonly #rounds;
  readonly #penalties;
  readonly #permitNumbers = new Numbering();
  readonly #lists;
  readonly #commitments;
  readonly #publicity;
  readonly #complaints;

  constructor(sinks: ProvinceSinks, seed: string, asOf: IsoDate) {
    this.#sinks = sinks;
    this.#asOf = asOf;
    this.#dice = new Dice(seed);
    this.#chance = new Dice(`${seed}\u0000troubles`);
    this.#rounds = roundsBefore(asOf);
    this.#penalties = { current: sinks.penalties, of2015: sinks.penalties2015, numbers: new Numbering() };
    this.#lists = { table: sinks.lists, numbers: new Numbering() };
    this.#commitments = { table: sinks.commitments, numbers: new Numbering() };
    this.#publicity = { table: sinks.publicity, numbers: new Numbering() };
    this.#complaints = { table: sinks.complaints, numbers: new Numbering() };
  }

  /** Makes the index-th entity and reports all that is known of it; tells what is not. */
  add(index: number): EntityTruth {
    const dice = this.#dice;
    const chance = this.#chance;
    const asOf = this.#asOf;
    dice.restart(index);
    chance.restart(index);
    const made = makeEntity(dice, this.#names, index, asOf);
    const plain = makeFate(dice, made.kind, asOf);
    const status = makeStatus(dice);
    // Nothing new befalls what is not there any more.
    const isGone = status === '注销';
    const story = isGone ? untroubled() : makeStory(chance, made, plain, asOf);
    const fate = { ...plain, penalties: [...plain.penalties, ...story.penalties] };
    const entity = { ...made, establishedOn: earlier(made.establishedOn, birthBefore(fate, story, asOf)) };
    addRegistration(this.#sinks.entities, entity, status);
    for (const event of fate.penalties) addPenalty(this.#penalties, dice, entity, event);
    const licence = addPermits(this.#sinks.permits, this.#permitNumbers, dice, entity, asOf);
    const rated = addEvaluations(this.#sinks, dice, entity, fate, this.#rounds);
    addPublicAct(this.#publicity, dice, entity, asOf);
    addListEntries(this.#lists, dice, entity, fate, asOf);
    addCommitments(this.#commitments, dice, entity, fate, asOf);
    for (const event of story.complaints) addComplaint(this.#complaints, chance, entity, event);
    const renewal = isGone ? null : makeRenewal(chance, story, licence, asOf);
    if (renewal && licence)
      addNewerLicence(this.#sinks.permits, this.#permitNumbers, entity, licence, renewal);
    const again = isGone ? null : makeReevaluation(chance, story, rated, asOf);
    if (again) addReevaluation(this.#sinks.industry, entity, again);
    return { uscc: entity.uscc, troubles: story.troubles };
  }
}

function untroubled(): Story {
  return { troubles: [], penalties: [], complaints: [] };
}

/** Nothing befalls an entity in its first two months. */
function birthBefore(fate: Fate, { complaints }: Story, asOf: IsoDate): IsoDate {
  const events = [...fate.penalties, ...fate.lists, ...fate.breaches, ...complaints];
  return events.reduce((day, event) => earlier(day, addDays(event.decidedOn, -60)), asOf);
}

function makeStatus(dice: Dice): string {
  return dice.chance(0.94) ? '存续（在营、开业、在册）' : dice.pick(['注销', '注销', '吊销，未注销']);
}

function addRegistration(table: RowSink, entity: Entity, registrationStatus: string): void {
  const { habits } = entity.place;
  table.add(
    {
      name: entity.name,
      uscc: entity.uscc,
      regionCode: entity.place.code,
      industryCode: entity.industry.code,
      establishedOn: writeDay(entity.establishedOn, habits),
      registrationStatus,
      legalRepresentative: entity.person,
      address: entity.address,
      specialAreas: entity.industry.areas?.join('、') ?? '',
      formerNames: entity.formerName,
      sampleMark: '是',
      source: departmentOf(entity.place, '市场监督管理局'),
      remark: sampleRemark,
    },
    habits.blank,
  );
}

const nowhere: RowSink = { add: () => undefined };

/** The truth of a sample province, entity by entity: the same as of the files of the same seed and day. */
export function* sampleTruth(options: {
  entities: number;
  seed: string;
  asOf: IsoDate;
}): Generator<EntityTruth> {
  const sinks: ProvinceSinks = {
    entities: nowhere,
    penalties: nowhere,
    penalties2015: nowhere,
    permits: nowhere,
    public: nowhere,
    industry: nowhere,
    market: nowhere,
    publicity: nowhere,
    lists: nowhere,
    commitments: nowhere,
    complaints: nowhere,
  };
  const province = new Province(sinks, options.seed, options.asOf);
  for (let index = 0; index < options.entities; index += 1) yield province.add(index);
}
