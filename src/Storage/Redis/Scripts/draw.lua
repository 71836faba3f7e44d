-- Takes everything that an exchange needs, or nothing. Its arguments are read in the order in which Arguments writes them.
local prefix = KEYS[1]
local exchange, lease, from, till = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local mode, waiting, ticket, patience = ARGV[5], tonumber(ARGV[6]), ARGV[7], tonumber(ARGV[8])
local at = 12

if now < from or now >= till then return { 'day', now } end

local rates, slots, spends = {}, {}, {}
local key = 1
for i = 1, tonumber(ARGV[9]) do
  local rate = { meter = KEYS[key + 1] }
  rate.limit_high, rate.limit_low = wide(ARGV[at])
  rate.high, rate.low = wide(ARGV[at + 1])
  rate.newest, rate.sum_high, rate.sum_low = advance(rate.meter)
  rates[i], key, at = rate, key + 1, at + 2
end

for i = 1, tonumber(ARGV[10]) do
  slots[i] = { meter = KEYS[key + 1], limit = tonumber(ARGV[at]) }
  key, at = key + 1, at + 1
end

local committed = {}
for i = 1, tonumber(ARGV[11]) do
  local spend = { book = KEYS[key + 1], meter = KEYS[key + 2], life = ARGV[at + 2] }
  spend.high, spend.low = wide(ARGV[at + 1])
  if ARGV[at] ~= '' and positive(spend.high, spend.low) then spend.limit_high, spend.limit_low = wide(ARGV[at]) end
  spend.build, spend.state = build_of(prefix, spend.book)
  drop_expired(spend.meter)
  spend.committed_high, spend.committed_low, spend.held_high, spend.held_low = spent(spend.meter, spend.build)
  committed[i] = text(spend.committed_high, spend.committed_low)
  spends[i], key, at = spend, key + 2, at + 3
end

-- Where each stands, and the one in the way also when it has room.
local function statuses(blocked)
  local all = {}
  for i, rate in ipairs(rates) do
    local high, low = 0, 0
    if i == blocked then high, low = rate.high, rate.low end
    all[i] = rate_status(rate.meter, rate.newest, rate.sum_high, rate.sum_low, rate.limit_high, rate.limit_low, high, low)
  end
  return all
end

for i, spend in ipairs(spends) do
  if spend.limit_high and spend.state ~= 'open' then return { 'closed', now, i } end
end

for i, spend in ipairs(spends) do
  if spend.limit_high then
    local high, low = plus(spend.committed_high, spend.committed_low, spend.high, spend.low)
    if more(high, low, spend.limit_high, spend.limit_low) then return { 'spent', now, i, committed } end
  end
end

for i, rate in ipairs(rates) do
  if positive(rate.high, rate.low) then
    local high, low = plus(rate.sum_high, rate.sum_low, rate.high, rate.low)
    if more(high, low, rate.limit_high, rate.limit_low) then return { 'rate', now, i, statuses(i) } end
  end
end

for i, slot in ipairs(slots) do
  redis.call('ZREMRANGEBYSCORE', slot.meter, '-inf', now)
  if redis.call('ZCARD', slot.meter) >= slot.limit then return { 'slots', now, i } end
end

-- Nobody overtakes; but whoever is first in its own line has waited long enough, whatever other lines there are.
local first = waiting > 0 and first_in_line(spends[waiting].meter) or nil
local in_turn = mode == 'last' or first == exchange
local held = 0
if waiting > 0 and not in_turn and first then held = waiting end
for i, spend in ipairs(spends) do
  if held == 0 and spend.limit_high then
    local high, low = plus(spend.committed_high, spend.committed_low, spend.held_high, spend.held_low)
    high, low = plus(high, low, spend.high, spend.low)
    if more(high, low, spend.limit_high, spend.limit_low) or (not in_turn and first_in_line(spend.meter)) then held = i end
  end
end

if held > 0 then
  if mode == 'wait' then
    if ticket == '' then ticket = redis.call('INCR', prefix .. 'tickets') end
    wait_in(spends[held].meter, exchange, ticket, patience)
    if waiting > 0 and waiting ~= held then leave(prefix, spends[waiting].meter, exchange) end
  elseif waiting > 0 then
    leave(prefix, spends[waiting].meter, exchange)
  end
  return { 'held', now, held, tostring(ticket) }
end

for _, spend in ipairs(spends) do hold(spend.meter, exchange, spend.high, spend.low, lease, spend.life) end
for _, slot in ipairs(slots) do
  redis.call('ZADD', slot.meter, now + lease, exchange)
  redis.call('PEXPIRE', slot.meter, lease * 2)
end
for _, rate in ipairs(rates) do
  rate.sum_high, rate.sum_low = take_rate(rate.meter, rate.newest, rate.sum_high, rate.sum_low, second, rate.high, rate.low)
end
if waiting > 0 then leave(prefix, spends[waiting].meter, exchange) end
return { 'taken', now, 0, statuses() }
