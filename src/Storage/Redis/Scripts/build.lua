-- Completes a budget whose meters were written, unless somebody else builds by now. After a loss of data everybody gets time to come back.
local prefix, book = KEYS[1], KEYS[2]
local owner, build, life, grace = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
if redis.call('GET', prefix .. 'builder') ~= owner then return 0 end
local generation = redis.call('HGET', prefix .. 'generation', 'id')
if not generation then
  generation = build
  redis.call('HSET', prefix .. 'generation', 'id', generation, 'began', now, 'opens', now + grace)
  redis.call('PEXPIRE', prefix .. 'generation', life)
end
redis.call('DEL', book, book .. ':journals')
redis.call('HSET', book, 'generation', generation, 'build', build, 'state', 'built')
for i = 5, #ARGV, 2 do redis.call('HSET', book .. ':journals', ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', book, life)
redis.call('PEXPIRE', book .. ':journals', life)
return 1
