-- Holds so much for an exchange in all: where that is asked for only if there is room for it, or whatever there is.
local prefix = KEYS[1]
local exchange, lease, checks = ARGV[1], tonumber(ARGV[2]), ARGV[3] == 'check'
local at = 7

if is_settled(prefix, exchange) then return { 'settled', now } end

local rates, slots, spends = {}, {}, {}
local key = 1
for i = 1, tonumber(ARGV[4]) do
  local rate = { meter = KEYS[key + 1] }
  rate.limit_high, rate.limit_low = wide(ARGV[at])
  rate.high, rate.low = wide(ARGV[at + 1])
  rate.newest, rate.sum_high, rate.sum_low = advance(rate.meter)
  rates[i], key, at = rate, key + 1, at + 2
end
for i = 1, tonumber(ARGV[5]) do
  slots[i] = KEYS[key + 1]
  key, at = key + 1, at + 1
end
for i = 1, tonumber(ARGV[6]) do
  local spend = { book = KEYS[key + 1], meter = KEYS[key + 2], life = ARGV[at + 2] }
  if ARGV[at] ~= '' then spend.limit_high, spend.limit_low = wide(ARGV[at]) end
  spend.high, spend.low = wide(ARGV[at + 1])
  spends[i], key, at = spend, key + 2, at + 3
end

if checks then
  for i, spend in ipairs(spends) do
    local was_high, was_low = wide(redis.call('HGET', spend.meter, 'hold:' .. exchange))
    local more_high, more_low = minus(spend.high, spend.low, was_high, was_low)
    if spend.limit_high and positive(more_high, more_low) then
      local build, state = build_of(prefix, spend.book)
      if state ~= 'open' then return { 'closed', now, i } end
      drop_expired(spend.meter)
      local high, low, held_high, held_low = spent(spend.meter, build)
      high, low = plus(high, low, held_high, held_low)
      high, low = plus(high, low, more_high, more_low)
      if more(high, low, spend.limit_high, spend.limit_low) then return { 'held', now, i } end
    end
  end
  for i, rate in ipairs(rates) do
    local high, low = plus(rate.sum_high, rate.sum_low, rate.high, rate.low)
    if positive(rate.high, rate.low) and more(high, low, rate.limit_high, rate.limit_low) then return { 'rate', now, i } end
  end
end

-- Where nobody asked for room it is never less than before: somebody may have got more of it in the meantime.
for _, spend in ipairs(spends) do
  local was_high, was_low = wide(redis.call('HGET', spend.meter, 'hold:' .. exchange))
  if not checks and more(was_high, was_low, spend.high, spend.low) then spend.high, spend.low = was_high, was_low end
  hold(spend.meter, exchange, spend.high, spend.low, lease, spend.life)
end
for _, slot in ipairs(slots) do
  redis.call('ZADD', slot, now + lease, exchange)
  redis.call('PEXPIRE', slot, lease * 2)
end
for _, rate in ipairs(rates) do
  if positive(rate.high, rate.low) then take_rate(rate.meter, rate.newest, rate.sum_high, rate.sum_low, second, rate.high, rate.low) end
end
return { 'taken', now }
