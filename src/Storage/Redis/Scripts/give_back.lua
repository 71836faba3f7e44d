-- Gives back what an exchange has taken: slots, tokens in the seconds in which they were taken, and holds of which nothing was used.
local prefix, exchange = KEYS[1], ARGV[1]
local at, key = 5, 1
for _ = 1, tonumber(ARGV[2]) do
  local back_high, back_low = wide(ARGV[at + 1])
  if ARGV[at] == 'more' then
    local newest, high, low = advance(KEYS[key + 1])
    take_rate(KEYS[key + 1], newest, high, low, second, back_high, back_low)
  else
    return_rate(KEYS[key + 1], tonumber(ARGV[at]), back_high, back_low)
  end
  key, at = key + 1, at + 2
end
for _ = 1, tonumber(ARGV[3]) do
  redis.call('ZREM', KEYS[key + 1], exchange)
  key = key + 1
end
for _ = 1, tonumber(ARGV[4]) do
  drop(KEYS[key + 1], exchange)
  call_first(prefix, KEYS[key + 1])
  key = key + 1
end
return now
