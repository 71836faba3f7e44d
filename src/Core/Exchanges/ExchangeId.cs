namespace FerroGate.Core.Exchanges;

/// <summary>
/// The identity of one exchange in holds, ledger and records: a UUIDv7 (RFC 9562) that the gateway makes and that no
/// client can choose.
/// </summary>
public readonly record struct ExchangeId(Guid Value)
{
    /// <summary>A new identity, ordered by the clock's time.</summary>
    public static ExchangeId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    public override string ToString() => Value.ToString("D");
}
