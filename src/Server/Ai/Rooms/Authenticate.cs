using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Second room: finds the key by its hash.</summary>
internal sealed class Authenticate(KeyDirectory keys, TimeProvider clock)
{
    public Outcome<Caller> Enter(Accepted accepted)
    {
        var refusal = KeyCheck.Refuse(keys, accepted.Credential, accepted.Operation.Scope, clock.GetUtcNow(), out var key);
        accepted.Facts.KeyId = key?.Id;
        return refusal is null ? new Caller(accepted, key!) : refusal;
    }
}
