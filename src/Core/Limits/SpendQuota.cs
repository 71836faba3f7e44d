namespace FerroGate.Core.Limits;

/// <summary>A budget of one account.</summary>
/// <param name="Meter">What was spent.</param>
/// <param name="Budget">What is said of it.</param>
/// <param name="Amount">How much may be spent; <c>null</c> where it is only counted.</param>
/// <param name="Account">Whose it is.</param>
internal readonly record struct SpendQuota(SpendMeter Meter, Budget Budget, long? Amount, QuotaAccount Account)
{
    /// <summary>The budget, as it counts: one that counts otherwise has another.</summary>
    public required string BudgetId { get; init; }

    /// <summary>It is the key's own, and not one that has a name.</summary>
    public bool IsOfKey => ReferenceEquals(Budget, QuotaBook.OfKeys);

    /// <summary>The period of it that a moment is in.</summary>
    public HeldSpend At(DateTimeOffset moment) => new(this, Meter.Of(Period.Of(Budget.Period, moment)));
}
