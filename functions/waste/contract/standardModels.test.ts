import { describeWithData, sharedJson } from '#test/support/sharedData.ts';
import { EventType, Feature, FeatureType, Service, Site, StandardError, Task } from './standardModels.ts';
import { BulkyItem, StandardCase, WasteEvent } from './standardRecords.ts';

/** What the examples of the standard have and we do not know; README, “The standard’s own API”. */
describeWithData('the examples of the standard', () => {
  it.each([
    ['waste_service', Service, ['esd_url', 'available_channel', 'service_area', 'service_operator']],
    ['waste_services', Service, []],
    ['task', Task, []],
    ['tasks', Task, []],
    ['event_type', EventType, []],
    ['event_types', EventType, []],
    ['feature_type', FeatureType, ['reusable', 'materials']],
    ['feature', Feature, []],
    ['waste_event', WasteEvent, ['image', 'geo', 'features']],
    ['events', WasteEvent, ['date_created', 'image', 'geo']],
    ['case', StandardCase, ['customer']],
    ['bulky_collection_request', StandardCase, ['customer']],
    ['bulky_item', BulkyItem, []],
    ['site', Site, ['geo', 'attributes']],
    ['error', StandardError, []],
  ])('%s has fields that we have too, but for some', (name, model, unknown) => {
    const example = [sharedJson<object | object[]>('waste', 'wss', 'examples', `${name}.json`)].flat();
    const fields = new Set(example.flatMap(Object.keys));
    expect([...fields].filter((field) => !(field in model.def.shape))).toEqual(unknown);
  });
});
