/**
 * AddressBase classification codes and what they mean.
 *
 * From addressbase-plus-blueprint's seed data (MIT, copyright 2017 West Midlands Fire Service); the scheme is Ordnance Survey's.
 */
const table = `
C|Commercial
CA|Agricultural
CA01|Farm / Non-Residential Associated Building
CA02|Fishery
CA02FF|Fish Farming
CA02FH|Fish Hatchery
CA02FP|Fish Processing
CA02OY|Oyster / Mussel Bed
CA03|Horticulture
CA03SH|Smallholding
CA03VY|Vineyard
CA03WB|Watercress Bed
CA04|Slaughter House / Abattoir
CB|Ancillary Building
CC|Community Services
CC02|Law Court
CC03|Prison
CC03HD|HM Detention Centre
CC03PR|HM Prison Service
CC03SC|Secure Residential Accommodation
CC04|Public / Village Hall / Other Community Facility
CC04YR|Youth Recreational / Social Club
CC05|Public Convenience
CC06|Cemetery / Crematorium / Graveyard. In Current Use.
CC06CB|Columbarium
CC06CR|Chapel Of Rest
CC06CN|Crematorium
CC06CY|Cemetery
CC06MC|Military Cemetery
CC06MY|Mortuary
CC07|Church Hall / Religious Meeting Place / Hall
CC08|Community Service Centre / Office
CC09|Public Household Waste Recycling Centre (HWRC)
CC10|Recycling Site
CC11|CCTV
CC12|Job Centre
CE|Education
CE01|College
CE01FE|Further Education
CE01HE|Higher Education
CE02|Children’s Nursery / Crèche
CE03|Preparatory / First / Primary / Infant / Junior / Middle School
CE03FS|First School
CE03IS|Infant School
CE03JS|Junior School
CE03MS|Middle School
CE03NP|Non State Primary / Preparatory School
CE03PS|Primary School
CE04|Secondary / High School
CE04NS|Non State Secondary School
CE04SS|Secondary School
CE05|University
CE06|Special Needs Establishment.
CE07|Other Educational Establishment
CH|Hotel / Motel / Boarding / Guest House
CH01|Boarding / Guest House / Bed And Breakfast / Youth Hostel
CH01YH|Youth Hostel
CH02|Holiday Let/Accomodation/Short-Term Let Other Than CH01
CH03|Hotel/Motel
CI|Industrial Applicable to manufacturing, engineering, maintenance, storage / wholesale distribution and extraction sites
CI01|Factory/Manufacturing
CI01AW|Aircraft Works
CI01BB|Boat Building
CI01BR|Brick Works
CI01BW|Brewery
CI01CD|Cider Manufacture
CI01CM|Chemical Works
CI01CW|Cement Works
CI01DA|Dairy Processing
CI01DY|Distillery
CI01FL|Flour Mill
CI01FO|Food Processing
CI01GW|Glassworks
CI01MG|Manufacturing
CI01OH|Oast House
CI01OR|Oil Refining
CI01PG|Pottery Manufacturing
CI01PM|Paper Mill
CI01PW|Printing Works
CI01YD|Shipyard
CI01SR|Sugar Refinery
CI01SW|Steel Works
CI01TL|Timber Mill
CI01WN|Winery
CI02|Mineral / Ore Working / Quarry / Mine
CI02MA|Mineral Mining / Active
CI02MD|Mineral Distribution / Storage
CI02MP|Mineral Processing
CI02OA|Oil / Gas Extraction / Active
CI02QA|Mineral Quarrying / Open Extraction / Active
CI03|Workshop / Light Industrial
CI03GA|Servicing Garage
CI04|Warehouse / Store / Storage Depot
CI04CS|Crop Handling / Storage
CI04PL|Postal Sorting / Distribution
CI04SO|Solid Fuel Storage
CI04TS|Timber Storage
CI05|Wholesale Distribution
CI05SF|Solid Fuel Distribution
CI05TD|Timber Distribution
CI06|Recycling Plant
CI07|Incinerator / Waste Transfer Station
CI08|Maintenance Depot
CL|Leisure - Applicable to recreational sites and enterprises
CL01|Amusements
CL01LP|Leisure Pier
CL02|Holiday / Campsite
CL02CG|Camping
CL02CV|Caravanning
CL02HA|Holiday Accommodation
CL02HO|Holiday Centre
CL02YC|Youth Organisation Camp
CL03|Library
CL03RR|Reading Room
CL04|Museum / Gallery
CL04AC|Art Centre / Gallery
CL04AM|Aviation Museum
CL04HG|Heritage Centre
CL04IM|Industrial Museum
CL04MM|Military Museum
CL04SM|Science Museum
CL04TM|Transport Museum
CL04NM|Maritime Museum
CL06|Indoor / Outdoor Leisure / Sporting Activity / Centre
CL06AH|Athletics Facility
CL06BF|Bowls Facility
CL06CK|Cricket Facility
CL06CU|Curling Facility
CL06YF|Cycling Sports Facility
CL06DS|Diving / Swimming Facility
CL06EQ|Equestrian Sports Facility
CL06FB|Football Facility
CL06FI|Fishing / Angling Facility
CL06GF|Golf Facility
CL06GL|Gliding Facility
CL06GR|Greyhound Racing Facility
CL06HF|Hockey Facility
CL06HR|Horse Racing Facility
CL06HV|Historic Vessel / Aircraft / Vehicle
CL06LS|Activity / Leisure / Sports Centre
CL06ME|Model Sports Facility
CL06MF|Motor Sports Facility
CL06PF|Playing Field
CL06QS|Racquet Sports Facility
CL06RF|Rugby Facility
CL06RG|Recreation Ground
CL06SI|Shinty Facility
CL06SK|Skateboarding Facility
CL06SX|Civilian Firing Facility
CL06TB|Tenpin Bowling Facility
CL06TN|Public Tennis Court
CL06WA|Water Sports Facility
CL06WP|Winter Sports Facility
CL06WY|Wildlife Sports Facility
CL07|Bingo Hall / Cinema / Conference / Exhibition Centre / Theatre / Concert Hall
CL07TH|Theatre
CL07CI|Cinema
CL07EN|Entertainment Complex
CL07EX|Conference / Exhibition Centre
CL08|Zoo / Theme Park
CL08AK|Amusement Park
CL08MX|Model Village Site
CL08WZ|Wildlife / Zoological Park
CL08AQ|Aquatic Attraction
CL09|Beach Hut (Recreational, Non-Residential Use Only)
CL10|Licensed Private Members’ Club
CL10RE|Recreational / Social Club
CL11|Arena / Stadium
CL11SD|Stadium
CL11SJ|Showground
CM|Medical
CM01|Dentist
CM02|General Practice Surgery / Clinic
CM02HL|Health Care Services
CM02HC|Health Centre
CM03|Hospital / Hospice
CM03HI|Hospice
CM03HP|Hospital
CM04|Medical / Testing / Research Laboratory
CM05|Professional Medical Service
CM05ZS|Assessment / Development Services
CN|Animal Centre
CN01|Cattery / Kennel
CN02|Animal Services
CN02AX|Animal Quarantining
CN03|Equestrian
CN03HB|Horse Racing / Breeding Stable
CN03SB|Commercial Stabling / Riding
CN04|Vet / Animal Medical Treatment
CN05|Animal / Bird / Marine Sanctuary
CN05AN|Animal Sanctuary
CN05MR|Marine Sanctuary
CO|Office
CO01|Office / Work Studio
CO01EM|Embassy /, High Commission / Consulate
CO01FM|Film Studio
CO01GV|Central Government Service
CO01LG|Local Government Service
CO02|Broadcasting (TV / Radio)
CR|Retail
CR01|Bank / Financial Service
CR02|Retail Service Agent
CR02PO|Post Office
CR04|Market (Indoor / Outdoor)
CR04FK|Fish Market
CR04FV|Fruit / Vegetable Market
CR04LV|Livestock Market
CR05|Petrol Filling Station
CR06|Public House / Bar / Nightclub
CR07|Restaurant / Cafeteria
CR08|Shop / Showroom
CR08GC|Garden Centre
CR09|Other Licensed Premise / Vendor
CR10|Fast Food Outlet / Takeaway (Hot / Cold)
CR11|Automated Teller Machine (ATM)
CS|Storage Land
CS01|General Storage Land
CS02|Builders’ Yard
CT|Transport
CT01|Airfield / Airstrip / Airport / Air Transport Infrastructure Facility
CT01AF|Airfield
CT01AY|Air Passenger Terminal
CT01AI|Air Transport Infrastructure Services
CT01AP|Airport
CT01HS|Helicopter Station
CT01HT|Heliport / Helipad
CT02|Bus Shelter
CT03|Car / Coach / Commercial Vehicle / Taxi Parking / Park And Ride Site
CT03PK|Public Park And Ride
CT03PP|Public Car Parking
CT03PU|Public Coach Parking
CT03VP|Public Commercial Vehicle Parking
CT04|Goods Freight Handling / Terminal
CT04AE|Air Freight Terminal
CT04CF|Container Freight
CT04RH|Road Freight Transport
CT04RT|Rail Freight Transport
CT05|Marina
CT06|Mooring
CT07|Railway Asset
CT08|Station / Interchange / Terminal / Halt
CT08BC|Bus / Coach Station
CT08RS|Railway Station
CT08VH|Vehicular Rail Terminal
CT09|Transport Track / Way
CT09CL|Cliff Railway
CT09CX|Chair Lift / Cable Car / Ski Tow
CT09MO|Monorail
CT10|Vehicle Storage
CT10BG|Boat Storage
CT10BU|Bus / Coach Depot
CT11|Transport Related Infrastructure
CT11AD|Aqueduct
CT11LK|Lock
CT11WE|Weir
CT11WG|Weighbridge / Load Gauge
CT12|Overnight Lorry Park
CT13|Harbour / Port / Dock / Dockyard / Slipway / Landing Stage / Pier / Jetty / Pontoon / Terminal / Berthing / Quay
CT13FR|Passenger Ferry Terminal
CT13NB|Non-Tanker Nautical Berthing
CT13NF|Nautical Refuelling Facility
CT13SA|Slipway
CT13SP|Ship Passenger Terminal
CT13TK|Tanker Berthing
CT13VF|Vehicular Ferry Terminal
CU|Utility
CU01|Electricity Sub-Station
CU02|Landfill
CU03|Power Station / Energy Production
CU03ED|Electricity Distribution Facility
CU03EP|Electricity Production Facility
CU03WF|Wind Farm
CU03WU|Wind Turbine
CU04|Pump House / Pumping Station / Water Tower
CU04WC|Water Controlling / Pumping
CU04WD|Water Distribution / Pumping
CU04WM|Water Quality Monitoring
CU04WS|Water Storage
CU04WW|Waste Water Distribution / Pumping
CU06|Telecommunication
CU06TE|Telecommunications Mast
CU06TX|Telephone Exchange
CU07|Water / Waste Water / Sewage Treatment Works
CU07WR|Waste Water Treatment
CU07WT|Water Treatment
CU08|Gas / Oil Storage / Distribution
CU08GG|Gas Governor
CU08GH|Gas Holder
CU08OT|Oil Terminal
CU09|Other Utility Use
CU09OV|Observatory
CU09RA|Radar Station
CU09SE|Satellite Earth Station
CU09CQ|Cable Terminal Station
CU10|Waste Management
CU11|Telephone Box
CU11OP|Other Public Telephones
CU12|Dam
CX|Emergency / Rescue Service
CX01|Police / Transport Police / Station
CX01PT|Police Training
CX02|Fire Station
CX02FT|Fire Service Training
CX03|Ambulance Station
CX03AA|Air Sea Rescue / Air Ambulance
CX04|Lifeboat Services / Station
CX05|Coastguard Rescue / Lookout / Station
CX06|Mountain Rescue Station
CX07|Lighthouse
CX08|Police Box / Kiosk
CZ|Information
CZ01|Advertising Hoarding
CZ02|Tourist Information Signage
CZ02VI|Visitor Information
CZ03|Traffic Information Signage
L|Land
LA|Agricultural - Applicable to land in farm ownership and not run as a separate business enterprise
LA01|Grazing Land
LA02|Permanent Crop / Crop Rotation
LA02OC|Orchard
LB|Ancillary Building
LB99AV|Aviary / Dovecot / Cage
LB99BD|Bandstand
LB99PI|Pavilion / Changing Room
LB99SV|Sports Viewing Structure
LC|Burial Ground
LC01|Historic / Disused Cemetery / Graveyard
LD|Development
LD01|Development Site
LD01CC|Commercial Construction Site
LD01CO|Community Construction Site
LD01RN|Residential Construction Site
LD01TC|Transport Construction Site
LF|Forestry
LF02|Forest / Arboretum / Pinetum (Managed / Unmanaged)
LF02AU|Arboretum
LF03|Woodland
LL|Allotment
LM|Amenity - Open areas not attracting visitors
LM01|Landscaped Roundabout
LM02|Verge / Central Reservation
LM02NV|Natural Central Reservation
LM02VE|Natural Verge
LM03|Maintained Amenity Land
LM04|Maintained Surfaced Area
LM04MV|Made Central Reservation
LM04PV|Pavement
LO|Open Space
LO01|Heath / Moorland
LP|Park
LP01|Public Park / Garden
LP02|Public Open Space / Nature Reserve
LP03|Playground
LP03PA|Play Area
LP03PD|Paddling Pool
LP04|Private Park / Garden
LU|Unused Land
LU01|Vacant / Derelict Land
LW|Water
LW01|Lake / Reservoir
LW01BP|Balancing Pond
LW01BV|Buried Reservoir
LW02|Named Pond
LW02DE|Dew Pond
LW02DP|Decoy Pond
LW02IW|Static Water
LW03|Waterway
LW03LR|Leats / Races
LW03DR|Drain
M|Military
MA|Army
MA99AR|Army Military Range
MA99AS|Army Site
MA99AT|Army Military Training
MA99AG|Army Military Storage
MB|Ancillary Building
MB99TG|Military Target
MF|Air Force
MF99UG|Air Force Military Storage
MF99UR|Air Force Military Range
MF99US|Air Force Site
MF99UT|Air Force Military Training
MG|Defence Estates
MN|Navy
MN99VG|Naval Military Storage
MN99VR|Naval Military Range
MN99VS|Naval Site
MN99VT|Naval Military Training
O|Other (Ordnance Survey Only)
OA|Aid To Navigation
OA01|Aid To Aeronautical Navigation
OA01AL|Aeronautical Navigation Beacon / Light
OA01LL|Landing Light
OA01SQ|Signal Square
OA01WK|Wind Sock / Wind Tee
OA02|Aid To Nautical Navigation
OA02DM|Daymark
OA02FG|Fog Horn Warning
OA02NL|Nautical Navigation Beacon / Light
OA03|Aid To Road Navigation
OA03GP|Guide Post
OC|Coastal Protection / Flood Prevention
OC01|Boulder Wall / Sea Wall
OC02|Flood Gate / Flood Sluice Gate / Flood Valve
OC03|Groyne
OC04|Rip-Rap
OE|Emergency Support
OE01|Beach Office / First Aid Facility
OE02|Emergency Telephone (Non Motorway)
OE03|Fire Alarm Structure / Fire Observation Tower / Fire Beater Facility
OE04|Emergency Equipment Point / Emergency Siren / Warning Flag
OE05|Lifeguard Facility
OE06|LIfe / Belt / Buoy / Float / Jacket / Safety Rope
OF|Street Furniture
OG|Agricultural Support Objects
OG01|Fish Ladder / Lock / Pen / Trap
OG02|Livestock Pen / Dip
OG03|Currick
OG04|Slurry Bed / Pit
OH|Historical Site / Object
OH01|Historic Structure / Object
OI|Industrial Support
OI01|Adit / Incline / Level
OI02|Caisson / Dry Dock / Grid
OI03|Channel / Conveyor / Conduit / Pipe
OI04|Chimney / Flue
OI05|Crane / Hoist / Winch / Material Elevator
OI06|Flare Stack
OI07|Hopper / Silo / Cistern / Tank
OI08|Grab / Skip / Other Industrial Waste Machinery / Discharging
OI09|Kiln / Oven / Smelter
OI10|Manhole / Shaft
OI11|Industrial Overflow / Sluice / Valve / Valve Housing
OI12|Cooling Tower
OI13|Solar Panel / Waterwheel
OI14|Telephone Pole / Post
OI15|Electricity Distribution Pole / Pylon
ON|Significant Natural Object
ON01|Boundary / Significant / Historic Tree / Pollard
ON02|Boundary / Significant Rock / Boulder
ON03|Natural Hole (Blow / Shake / Swallow)
OO|Ornamental / Cultural Object
OO02|Mausoleum / Tomb / Grave
OO03|Simple Ornamental Object
OO04|Maze
OP|Sport / Leisure Support
OP01|Butt / Hide
OP02|Gallop / Ride
OP03|Miniature Railway
OR|Royal Mail Infrastructure
OR01|Postal Box
OR02|Postal Delivery Box / Pouch
OR03|PO Box
OR04|Additional Mail / Packet Addressee
OS|Scientific / Observation Support
OS01|Meteorological Station / Equipment
OS02|Radar / Satellite Infrastructure
OS03|Telescope / Observation Infrastructure / Astronomy
OT|Transport Support
OT01|Cattle Grid / Ford
OT02|Elevator / Escalator / Steps
OT03|Footbridge / Walkway
OT04|Pole / Post / Bollard (Restricting Vehicular Access)
OT05|Subway / Underpass
OT06|Customs Inspection Facility
OT07|Lay-By
OT08|Level Crossing
OT09|Mail Pick Up
OT10|Railway Pedestrian Crossing
OT11|Railway Buffer
OT12|Rail Drag
OT13|Rail Infrastructure Services
OT14|Rail Kilometre Distance Marker
OT15|Railway Lighting
OT16|Rail Mile Distance Marker
OT17|Railway Turntable
OT18|Rail Weighbridge
OT19|Rail Signalling
OT20|Railway Traverse
OT21|Goods Tramway
OT22|Road Drag
OT23|Vehicle Dip
OT24|Road Turntable
OT25|Road Mile Distance Marker
OT26|Road Kilometre Distance Marker
OT27|Road Infrastructure Services
OU|Unsupported Site
OU01|Cycle Parking Facility
OU04|Picnic / Barbeque Site
OU05|Travelling Persons Site
OU08|Shelter (Not Including Bus Shelter)
P|Parent Shell
PP|Property Shell
PS|Street Record
R|Residential
RB|Ancillary Building
RC|Car Park Space
RC01|Allocated Parking
RD|Dwelling
RD01|Caravan
RD02|Detached
RD03|Semi-Detached
RD04|Terraced
RD06|Self Contained Flat (Includes Maisonette / Apartment)
RD07|House Boat
RD08|Sheltered Accommodation
RD10|Privately Owned Holiday Caravan / Chalet
RG|Garage
RG02|Lock-Up Garage / Garage Court
RH|House In Multiple Occupation
RH01|HMO Parent
RH02|HMO Bedsit / Other Non Self Contained Accommodation
RH03|HMO Not Further Divided
RI|Residential Institution
RI01|Care / Nursing Home
RI02|Communal Residence
RI02NC|Non-Commercial Lodgings
RI02RC|Religious Community
RI03|Residential Education
U|Unclassified
UC|Awaiting Classification
UP|Pending Internal Investigation
X|Dual Use
Z|Object of Interest
ZA|Archaeological Dig Site
ZM|Monument
ZM01|Obelisk / Milestone / Standing Stone
ZM01OB|Obelisk
ZM01ST|Standing Stone
ZM02|Memorial / Market Cross
ZM03|Statue
ZM04|Castle / Historic Ruin
ZM05|Other Structure
ZM05BS|Boundary Stone
ZM05PN|Permanent Art Display / Sculpture
ZM05CE|Cascade / Fountain
ZM05WI|Windmill (Inactive)
ZS|Stately Home
ZU|Underground Feature
ZU01|Cave
ZU04|Pothole / Natural Hole
ZV|Other Underground Feature
ZV01|Cellar
ZV02|Disused Mine
ZV02MI|Mineral Mining / Inactive
ZV02OI|Oil And / Gas Extraction/ Inactive
ZV02QI|Mineral Quarrying And / Open Extraction / Inactive
ZV03|Well / Spring
ZV03SG|Spring
ZV03WL|Well
ZW|Place Of Worship
ZW99AB|Abbey
ZW99CA|Cathedral
ZW99CH|Church
ZW99CP|Chapel
ZW99GU|Gurdwara
ZW99KH|Kingdom Hall
ZW99MQ|Mosque
ZW99MT|Minster
ZW99SU|Stupa
ZW99SY|Synagogue
ZW99TP|Temple
ZW99LG|Lych Gate
`;

let byCode: ReadonlyMap<string, string> | undefined;

/** Meaning of a code, or of its start where the code itself is not in the list; the list is read when it is first needed. */
export const classification = (code: string): string | undefined => {
  byCode ??= new Map(
    table
      .trim()
      .split('\n')
      .map((line): [string, string] => {
        const [key = '', meaning = ''] = line.split('|');
        return [key, meaning];
      }),
  );
  return (
    byCode.get(code) ?? byCode.get(code.slice(0, 4)) ?? byCode.get(code.slice(0, 2)) ?? byCode.get(code.slice(0, 1))
  );
};
