namespace FerroGate.Core.Ledger;

/// <summary>Is told of every exchange of this gateway's journals that is settled, in the order of each journal, and of none twice unless it asks for that.</summary>
public interface ISettledExchanges
{
    /// <summary>Changes when everything has to be told again from <see cref="CountedAsync"/> on.</summary>
    int Round { get; }

    /// <summary>There is another round.</summary>
    event Action? RoundBegan;

    /// <summary>From now on everything is told of a round.</summary>
    Task BeginAsync(int round);

    /// <summary>Everything that counts is there to be told in the round that was begun; where it is not, what was told is told again and must be kept.</summary>
    bool IsWhole { get; }

    /// <summary>The last record of a journal that need not be told.</summary>
    Task<long> CountedAsync(string journal);

    /// <summary>Counts exchanges of a journal. Where it fails, the same are told once more.</summary>
    Task CountAsync(string journal, IReadOnlyList<SettledExchange> exchanges);

    /// <summary>Everything that was written when the round began has been told.</summary>
    Task ToldAsync(int round);
}
