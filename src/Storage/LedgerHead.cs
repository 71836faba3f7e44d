namespace FerroGate.Storage;

/// <summary>How far the chain of sealed entries of one journal goes.</summary>
/// <param name="Journal">The name of the journal.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Seal">The seal of the last one, in hexadecimal.</param>
public sealed record LedgerHead(string Journal, long Entries, string Seal);
