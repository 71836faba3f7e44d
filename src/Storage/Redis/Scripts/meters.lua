-- Writes what was spent before into meters of a build, as long as nobody else builds by now.
local prefix, owner, builds_for = KEYS[1], ARGV[1], tonumber(ARGV[2])
if redis.call('GET', prefix .. 'builder') ~= owner then return 0 end
redis.call('PEXPIRE', prefix .. 'builder', builds_for)
for i = 1, #KEYS - 1 do
  local meter, amount, life = KEYS[i + 1], ARGV[i * 2 + 1], ARGV[i * 2 + 2]
  redis.call('HSET', meter, 'build', owner, 'committed', amount)
  if life ~= '' then redis.call('PEXPIRE', meter, tonumber(life)) else redis.call('PERSIST', meter) end
end
return 1
