using System.CommandLine;
using System.Globalization;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Records;
using FerroGate.Server.Hosting;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate ledger correct</c>: says what an exchange really used and cost.</summary>
internal static class LedgerCorrectCommand
{
    private const decimal NanosInDollar = 1_000_000_000m;

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var exchange = new Argument<Guid>("exchange") { Description = "The exchange_id of the billing event.", HelpName = "EXCHANGE" };
        var input = Tokens("--input", "All input tokens.");
        var output = Tokens("--output", "All output tokens.");
        var cost = new Option<decimal?>("--cost") { Description = "What it cost, in US dollars.", HelpName = "USD" };
        cost.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }] && (!decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
                || dollars > 1_000_000_000 || decimal.Truncate(dollars * NanosInDollar) != dollars * NanosInDollar))
            {
                result.AddError($"--cost is an amount of at most nine decimals, such as 0.0125, and not '{written}'.");
            }
        });
        var reason = new Option<string>("--reason") { Description = "Why, for whoever reads the ledger.", HelpName = "TEXT", Required = true };
        var command = new Command("correct", "Add an entry that puts another right; the gateway must not run.") { exchange, config, input, output, cost, reason };
        command.Validators.Add(result =>
        {
            if (result.GetResult(input) is null && result.GetResult(output) is null && result.GetResult(cost) is null)
                result.AddError("Say what is right: --input, --output or --cost.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var correction = new Correction(
                parsed.GetValue(input),
                parsed.GetValue(output),
                parsed.GetValue(cost) is { } dollars ? new NanoUsd((long)(dollars * NanosInDollar)) : null,
                parsed.GetRequiredValue(reason));
            return CorrectAsync(parsed.GetRequiredValue(config), new ExchangeId(parsed.GetRequiredValue(exchange)), correction, terminal, cancellation);
        });
        return command;
    }

    private static Option<long?> Tokens(string name, string description)
    {
        var option = new Option<long?>(name) { Description = description, HelpName = "TOKENS" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }] && !long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError($"{name} is a number of tokens, and not '{written}'.");
        });
        return option;
    }

    private static async Task<int> CorrectAsync(
        string configPath, ExchangeId exchange, Correction correction, Terminal terminal, CancellationToken cancellation)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            var clock = TimeProvider.System;
            var (path, options) = (StoreSettings.PathOf(config.Data), LedgerCommand.OptionsOf(config));
            if (await LedgerCorrection.RunAsync(path, options, exchange, correction, clock, cancellation) is not { } entry)
                return terminal.Fail($"the exchange {exchange} is in the ledger with these numbers already.");

            await using var state = await StateStore.OpenAsync(path, options, clock, cancellation);
            await state.Audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow(), "cli", "ledger.correct", exchange.ToString(), "committed", correction.Reason), cancellation);
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"corrected {exchange} by the entry {entry.ExchangeId}: input {entry.Usage.Input ?? 0:+0;-0;0}, output {entry.Usage.Output ?? 0:+0;-0;0}, cost {(entry.Cost?.Value ?? 0) / NanosInDollar:+$0.#########;-$0.#########;$0}"));
            return ExitCode.Ok;
        }
        catch (StoreException exception)
        {
            return terminal.Fail(exception.Message);
        }
    }
}
