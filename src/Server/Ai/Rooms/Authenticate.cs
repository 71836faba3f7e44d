using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Second room: finds the key by its hash.</summary>
internal sealed class Authenticate(KeyCheck check)
{
    public Outcome<Caller> Enter(Accepted accepted)
    {
        var refusal = check.Refuse(accepted.Credential, accepted.Operation.Scope, accepted.Facts.ClientAddress, out var key);
        accepted.Facts.KeyId = key?.Id;
        return refusal is null ? new Caller(accepted, key!) : refusal;
    }
}
