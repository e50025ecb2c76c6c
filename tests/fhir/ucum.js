// Whether UCUM knows each unit, a unit an argument: prints those it does not know and ends with 1.
const { UcumLhcUtils } = require('@lhncbc/ucum-lhc');

const utils = UcumLhcUtils.getInstance();
for (const unit of process.argv.slice(2)) {
  const { status, msg } = utils.validateUnitString(unit);
  if (status !== 'valid') {
    console.log(`${unit}: ${msg.join(' ')}`);
    process.exitCode = 1;
  }
}
if (!process.exitCode) console.log(process.argv.length - 2);
