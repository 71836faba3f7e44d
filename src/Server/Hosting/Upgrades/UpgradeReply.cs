namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>What became of an upgrade.</summary>
/// <param name="OldProcess">Who was asked.</param>
/// <param name="NewProcess">Who serves now; <c>null</c> where the old one goes on.</param>
/// <param name="Error">Why it goes on.</param>
internal sealed record UpgradeReply(int OldProcess, int? NewProcess, string? Error);
