namespace FerroGate.Core.Limits;

/// <summary>A budget's period that an exchange is counted in.</summary>
/// <param name="Quota">The budget.</param>
/// <param name="Spend">The period in which it was reserved.</param>
internal readonly record struct HeldSpend(SpendQuota Quota, Spend Spend);
