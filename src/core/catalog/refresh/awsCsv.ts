import { awsListOf, awsRow, isLinuxMachine, type AwsOffer } from './awsOffer.ts';
import { csvReader } from './csv.ts';
import { recordsUnder, type RecordCells } from './records.ts';
import type { MakeReader } from './reading.ts';
import { createTally } from './tally.ts';

/**
 * The offer file of Amazon EC2 for a region as CSV: five lines about the list, a header, then a line for each price of each
 * machine. Read as it comes, since it has hundreds of megabytes.
 */
export const awsCsvReader: MakeReader = (file, { catalog }) => {
  const tally = createTally();
  const about = new Map<string, string>();
  const offers: AwsOffer[] = [];
  let read: ((cells: readonly string[]) => RecordCells) | null = null;
  const csv = csvReader((cells) => {
    if (read === null) {
      if (cells[0] === 'SKU') read = recordsUnder(cells);
      else about.set(cells[0] ?? '', cells[1] ?? '');
      return;
    }
    const record = read(cells);
    if (record.text('TermType') !== 'OnDemand') return;
    const offer = offerIn(record);
    if (isLinuxMachine(offer)) offers.push(offer);
  });
  return {
    push: (text) => {
      csv.push(text);
    },
    end: () => {
      if (!csv.end()) return { refused: 'ends in the middle of a row' };
      const list = awsListOf(about.get('Version') ?? '', about.get('Publication Date') ?? '', file);
      const rows = offers.flatMap((offer) => awsRow(offer, list, catalog, tally));
      return { kind: 'AWS price list', isBook: false, rows, leftOut: tally.all };
    },
  };
};

function offerIn(record: RecordCells): AwsOffer {
  return {
    instanceType: record.text('Instance Type'),
    regionCode: record.text('Region Code'),
    productFamily: record.text('Product Family'),
    operatingSystem: record.text('Operating System'),
    tenancy: record.text('Tenancy'),
    preInstalledSw: record.text('Pre Installed S/W'),
    capacityStatus: record.text('CapacityStatus'),
    marketOption: record.text('MarketOption'),
    licenseModel: record.text('License Model'),
    vcpu: record.text('vCPU'),
    memory: record.text('Memory'),
    gpu: record.text('GPU'),
    unit: record.text('Unit'),
    currency: record.text('Currency'),
    price: record.text('PricePerUnit'),
  };
}
