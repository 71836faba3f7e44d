-- Counts settled exchanges in their budgets, in each once, and gives back their holds. Its place in its journal tells what a budget has already,
-- and the marker an exchange that another journal has settled, too. All or nothing is taken, and only what is told for the builds that there are:
-- whoever has not heard yet that a budget was built anew, or is lost, has not told it what was before, and tells everything again when it has.
-- What was spent in a period that is over is not begun again from nothing.
local function is_forgotten(meter, build)
  local built = redis.call('HGET', meter, 'build')
  return redis.call('EXISTS', meter) == 0 or (built and built ~= build)
end

local prefix, journal = KEYS[1], ARGV[1]
local at, key = 4, 1
for _ = 1, tonumber(ARGV[3]) do
  for _ = 1, tonumber(ARGV[at + 2]) do
    if (build_of(prefix, KEYS[key + 1]) or '') ~= ARGV[at + 6] then return { { 'anew', '' } } end
    key, at = key + 2, at + 4
  end
  at = at + 3
end

at, key = 4, 1
local answers = {}
for _ = 1, tonumber(ARGV[3]) do
  local sequence, exchange = ARGV[at], ARGV[at + 1]
  local counts = mark_settled(prefix, exchange, journal .. ':' .. sequence, tonumber(ARGV[2]))
  for _ = 1, tonumber(ARGV[at + 2]) do
    local book, meter = KEYS[key + 1], KEYS[key + 2]
    local amount, life, ends, build = ARGV[at + 3], ARGV[at + 4], tonumber(ARGV[at + 5]), ARGV[at + 6]
    local answer = { '', '' }
    drop(meter, exchange)
    if build ~= '' and tonumber(redis.call('HGET', book .. ':journals', journal) or 0) < tonumber(sequence) then
      redis.call('HSET', book .. ':journals', journal, sequence)
      if counts and not (ends and ends <= now and is_forgotten(meter, build)) then
        local high, low = spent(meter, build)
        local more_high, more_low = plus(high, low, wide(amount))
        redis.call('HSET', meter, 'build', build, 'committed', text(more_high, more_low))
        if life ~= '' then keep(meter, tonumber(life)) end
        answer = { text(high, low), text(more_high, more_low) }
      end
    end
    call_first(prefix, meter)
    answers[#answers + 1] = answer
    key, at = key + 2, at + 4
  end
  at = at + 3
end
return answers
