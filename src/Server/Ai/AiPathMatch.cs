namespace FerroGate.Server.Ai;

/// <summary>What a path is to the AI gateway.</summary>
/// <param name="Operation">The operation, where path and method are right.</param>
/// <param name="AllowedMethod">The method that the path takes, where only that is wrong.</param>
/// <param name="IsVariant">It is no AI path, but some server might take it for one.</param>
internal readonly record struct AiPathMatch(AiOperation? Operation, string? AllowedMethod, bool IsVariant);
