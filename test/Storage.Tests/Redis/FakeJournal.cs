using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>The journal of a gateway that tells its governor what was settled, as the real one does.</summary>
internal sealed class FakeJournal(ISettledExchanges settled)
{
    private readonly string _name = Guid.NewGuid().ToString("D");
    private readonly List<SettledExchange> _records = [];
    private int _round = -1;
    private int _told;

    /// <summary>Settles an exchange; it is counted with <see cref="TellAsync"/>.</summary>
    public void Settle(Claim claim, Reservation reservation, long tokens, long nanoUsd)
    {
        Record(claim, reservation, tokens, nanoUsd);
        reservation.Settle(tokens, nanoUsd);
    }

    /// <summary>Only writes it down.</summary>
    public void Record(Claim claim, Reservation reservation, long tokens, long nanoUsd = 0) =>
        _records.Add(new SettledExchange(_records.Count + 1, EntryOf(claim, reservation.ReservedAt, tokens, nanoUsd), []));

    /// <summary>Writes down an entry that puts another right.</summary>
    public void Correct(Claim claim, DateTimeOffset reservedAt, long tokens) => _records.Add(new SettledExchange(_records.Count + 1, EntryOf(claim, reservedAt, tokens, 0) with
    {
        ExchangeId = ExchangeId.New(TimeProvider.System),
        Corrects = claim.Exchange,
    }, []));

    /// <summary>Tells everything once more.</summary>
    public Task TellAllAgainAsync() => settled.CountAsync(_name, _records);

    /// <summary>Copies to the ledger what it does not have.</summary>
    public void ShipTo(FakePast past) => _records.ForEach(record => past.Add(_name, record));

    public async Task TellAsync()
    {
        while (_round != settled.Round)
        {
            _round = settled.Round;
            await settled.BeginAsync(_round);
            var counted = await settled.CountedAsync(_name);
            _told = (int)Math.Min(counted, _records.Count);
            await TellRestAsync();
            await settled.ToldAsync(_round);
        }

        await TellRestAsync();
    }

    private async Task TellRestAsync()
    {
        if (_told == _records.Count)
            return;
        await settled.CountAsync(_name, _records[_told..]);
        _told = _records.Count;
    }

    private static LedgerEntry EntryOf(Claim claim, DateTimeOffset reservedAt, long tokens, long nanoUsd) => new()
    {
        ExchangeId = claim.Exchange,
        ReservedAt = reservedAt,
        SettledAt = reservedAt,
        KeyId = claim.Key.Id,
        Tenant = claim.Key.Tenant,
        Model = claim.Model,
        Provider = null,
        ProviderModel = null,
        Ending = Ending.Finished,
        Status = 200,
        Usage = new TokenUsage { Input = tokens, Output = 0 },
        UsageSource = UsageSource.Provider,
        OutputAssumed = false,
        Cost = new NanoUsd(nanoUsd),
    };
}
