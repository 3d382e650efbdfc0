-- Replaces the limits, if those that hold are of the expected version.
--
-- KEYS  the version; the limits
-- ARGV  the expected version, 0 for none; the new version; the new limits
--
-- Returns whether they were replaced, 1 or 0.

if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] then
    return 0
end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
return 1
