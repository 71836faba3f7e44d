using FerroGate.Core.Keys;

namespace FerroGate.Server.Ai;

/// <summary>What an AI path asks for.</summary>
/// <param name="Kind">Which rooms it goes through.</param>
/// <param name="Name">Its name in records and metrics.</param>
/// <param name="Scope">The scope that it needs.</param>
/// <param name="ModelId">The model that the path names, for <see cref="AiOperationKind.ModelShow"/>.</param>
internal sealed record AiOperation(AiOperationKind Kind, string Name, Scope Scope, string? ModelId = null);
