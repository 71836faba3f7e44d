-- Amounts are wider than the numbers of Lua are exact, so they are texts 'high:low', which stand for high * 10^15 + low.
local BASE = 1e15

local function wide(text)
  if not text or text == '' then return 0, 0 end
  local colon = string.find(text, ':', 1, true)
  return tonumber(string.sub(text, 1, colon - 1)), tonumber(string.sub(text, colon + 1))
end

local function text(high, low) return string.format('%.0f:%.0f', high, low) end

local function plus(a, b, c, d)
  local high, low = a + c, b + d
  if low >= BASE then return high + 1, low - BASE end
  return high, low
end

local function minus(a, b, c, d)
  local high, low = a - c, b - d
  if low < 0 then return high - 1, low + BASE end
  return high, low
end

local function more(a, b, c, d) return a > c or (a == c and b > d) end

local function positive(a, b) return more(a, b, 0, 0) end

-- The time is that of this server, whatever the clocks of gateways say.
local second = tonumber(time[1])
local now = second * 1000 + math.floor(tonumber(time[2]) / 1000)

-- Lets a key live as long as it is needed, and no shorter than it does.
local function keep(key, milliseconds)
  if redis.call('PTTL', key) < milliseconds then redis.call('PEXPIRE', key, milliseconds) end
end

-- Settled exchanges. There are millions of them, so they are fields of hashes that Redis keeps packed because they are small: one for each 256 ms
-- in which exchanges began, as the first ten digits of their identity say, and sixteen more, by the last digit, where that is full.

local function settled_place(prefix, exchange)
  local first, field = prefix .. 'settled:' .. string.sub(exchange, 1, 11), string.sub(exchange, 12)
  local hash, found = first, redis.call('HGET', first, field)
  if not found and redis.call('HLEN', hash) >= 128 then
    hash = hash .. ':' .. string.sub(exchange, -1)
    found = redis.call('HGET', hash, field)
  end
  return found, hash, field, first
end

local function is_settled(prefix, exchange) return settled_place(prefix, exchange) ~= false end

-- Marks an exchange unless it is marked, and says whether it was settled at this place. Of the place as much is kept as tells it from others.
local function mark_settled(prefix, exchange, place, life)
  local digest = string.sub(redis.sha1hex(place), 1, 12)
  local found, hash, field, first = settled_place(prefix, exchange)
  if not found then
    redis.call('HSET', hash, field, digest)
    keep(hash, life)
    -- That it is full tells where else to look.
    keep(first, life)
  end
  return (found or digest) == digest
end

-- Budgets: what is known of each is in its book, what was spent and is held in its meters.

local function build_of(prefix, book)
  local found = redis.call('HMGET', book, 'generation', 'build', 'state')
  if not found[1] or found[1] ~= redis.call('HGET', prefix .. 'generation', 'id') then return nil, nil end
  return found[2], found[3]
end

local function leases_of(meter) return meter .. ':leases' end

local function line_of(meter) return meter .. ':line' end

local function patience_of(meter) return meter .. ':patience' end

-- What a meter has counted before its budget was built anew is void.
local function spent(meter, build)
  local found = redis.call('HMGET', meter, 'build', 'committed', 'held')
  local high, low = 0, 0
  if found[1] == build then high, low = wide(found[2]) end
  local held_high, held_low = wide(found[3])
  return high, low, held_high, held_low
end

local function hold(meter, exchange, high, low, lease, life)
  local was_high, was_low = wide(redis.call('HGET', meter, 'hold:' .. exchange))
  local sum_high, sum_low = wide(redis.call('HGET', meter, 'held'))
  sum_high, sum_low = minus(sum_high, sum_low, was_high, was_low)
  sum_high, sum_low = plus(sum_high, sum_low, high, low)
  redis.call('HSET', meter, 'hold:' .. exchange, text(high, low), 'held', text(sum_high, sum_low))
  redis.call('ZADD', leases_of(meter), now + lease, exchange)
  if life ~= '' then
    keep(meter, tonumber(life))
    keep(leases_of(meter), tonumber(life))
  end
end

local function drop(meter, exchange)
  local was = redis.call('HGET', meter, 'hold:' .. exchange)
  if was then
    local high, low = wide(redis.call('HGET', meter, 'held'))
    local was_high, was_low = wide(was)
    redis.call('HSET', meter, 'held', text(minus(high, low, was_high, was_low)))
    redis.call('HDEL', meter, 'hold:' .. exchange)
  end
  redis.call('ZREM', leases_of(meter), exchange)
end

local function drop_expired(meter)
  for _, exchange in ipairs(redis.call('ZRANGEBYSCORE', leases_of(meter), '-inf', now)) do drop(meter, exchange) end
end

-- The line of those who wait for what others hold.

local function first_in_line(meter)
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', patience_of(meter), '-inf', now)) do
    redis.call('ZREM', patience_of(meter), gone)
    redis.call('ZREM', line_of(meter), gone)
  end
  return redis.call('ZRANGE', line_of(meter), 0, 0)[1]
end

-- Whoever is first now may have room.
local function call_first(prefix, meter)
  local first = first_in_line(meter)
  if first then redis.call('PUBLISH', prefix .. 'room', first) end
end

local function leave(prefix, meter, exchange)
  redis.call('ZREM', patience_of(meter), exchange)
  if redis.call('ZREM', line_of(meter), exchange) == 1 then call_first(prefix, meter) end
end

local function wait_in(meter, exchange, ticket, lease)
  redis.call('ZADD', line_of(meter), ticket, exchange)
  redis.call('ZADD', patience_of(meter), now + lease, exchange)
  keep(line_of(meter), lease * 2)
  keep(patience_of(meter), lease * 2)
end

-- Rates: 60 buckets of a second each, their sum, and the newest second.

local function advance(meter)
  local found = redis.call('HMGET', meter, 'second', 'sum')
  local newest = tonumber(found[1] or second)
  local high, low = wide(found[2])
  for passed = math.min(second - newest, 60), 1, -1 do
    local bucket = (second - passed + 1) % 60
    local expired = redis.call('HGET', meter, bucket)
    if expired then
      high, low = minus(high, low, wide(expired))
      redis.call('HDEL', meter, bucket)
    end
  end
  if second > newest then
    newest = second
    redis.call('HSET', meter, 'second', newest, 'sum', text(high, low))
  end
  return newest, high, low
end

local function take_rate(meter, newest, high, low, at, more_high, more_low)
  if at <= newest - 60 then return high, low end
  redis.call('HSET', meter, at % 60, text(plus(more_high, more_low, wide(redis.call('HGET', meter, at % 60)))))
  high, low = plus(high, low, more_high, more_low)
  redis.call('HSET', meter, 'second', newest, 'sum', text(high, low))
  redis.call('PEXPIRE', meter, 120000)
  return high, low
end

local function return_rate(meter, at, back_high, back_low)
  local newest, high, low = advance(meter)
  if at > newest - 60 and at <= newest then
    local in_high, in_low = wide(redis.call('HGET', meter, at % 60))
    if more(back_high, back_low, in_high, in_low) then back_high, back_low = in_high, in_low end
    redis.call('HSET', meter, at % 60, text(minus(in_high, in_low, back_high, back_low)))
    high, low = minus(high, low, back_high, back_low)
    redis.call('HSET', meter, 'second', newest, 'sum', text(high, low))
    redis.call('PEXPIRE', meter, 120000)
  end
end

-- What was taken, in how many seconds all of it is free, and in how many so much is; -1 where it never is.
local function rate_status(meter, newest, high, low, limit_high, limit_low, ask_high, ask_low)
  local buckets = redis.call('HMGET', meter, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
    30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59)
  local reset = 0
  for age = 0, 59 do
    if positive(wide(buckets[(newest - age) % 60 + 1])) then
      reset = 60 - age
      break
    end
  end

  local wait = 60
  if more(ask_high, ask_low, limit_high, limit_low) then
    wait = -1
  else
    local rest_high, rest_low = high, low
    for seconds = 0, 59 do
      if seconds > 0 then rest_high, rest_low = minus(rest_high, rest_low, wide(buckets[(newest + seconds) % 60 + 1])) end
      local sum_high, sum_low = plus(rest_high, rest_low, ask_high, ask_low)
      if not more(sum_high, sum_low, limit_high, limit_low) then
        wait = seconds
        break
      end
    end
  end

  return { text(high, low), reset, wait }
end
